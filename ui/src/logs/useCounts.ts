import { useMemo } from "react";
import type { Params } from "../api/client";
import type { FacetsAnswer, HistogramAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import { useKeptAnswer } from "../api/useKeptAnswer";
import { FACETS, MAX_FACET_VALUES } from "./facetFields";

const FIELDS = Object.keys(FACETS).join(",");

/** The counts of a view: by time and level, by level whichever are shown, and by field. */
export function useCounts(params: Params, every: number | undefined) {
  const histogram = useKeptAnswer(
    useAnswer<HistogramAnswer>("/histogram", { ...params, by: "level" }, { every }),
  );
  const levels = useKeptAnswer(
    useAnswer<FacetsAnswer>(
      "/facets",
      { ...params, levels: undefined, fields: "level" },
      { every },
    ),
  );
  const facets = useKeptAnswer(
    useAnswer<FacetsAnswer>(
      "/facets",
      { ...params, fields: FIELDS, limit: MAX_FACET_VALUES },
      { every: every && every * 3 },
    ),
  );
  const byLevel = useMemo(
    () => ({ data: levels.data && countsOf(levels.data), isStale: levels.isStale }),
    [levels.data, levels.isStale],
  );
  return {
    histogram,
    facets,
    levels: byLevel,
    /** Why counts are not up to date, if they can't be. */
    error: histogram.error ?? levels.error ?? facets.error,
  };
}

/** The counts of an answer's only field, by value. */
export function countsOf({ facets }: FacetsAnswer): ReadonlyMap<string, number> {
  return new Map(facets[0]?.counts.map((one) => [one.value, one.count]));
}
