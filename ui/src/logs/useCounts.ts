import { useMemo } from "react";
import type { Params } from "../api/client";
import type { FacetsAnswer, HistogramAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import { useKept } from "../ui/useKept";
import { FACETS } from "./facetFields";

const FIELDS = Object.keys(FACETS).join(",");

/** The counts of a view: by time and level, by level whichever are shown, and by field. */
export function useCounts(params: Params, every: number | undefined) {
  const histogram = useAnswer<HistogramAnswer>("/histogram", { ...params, by: "level" }, { every });
  const levels = useAnswer<FacetsAnswer>(
    "/facets",
    { ...params, levels: undefined, fields: "level" },
    { every },
  );
  const facets = useAnswer<FacetsAnswer>(
    "/facets",
    { ...params, fields: FIELDS },
    { every: every && every * 3 },
  );
  const byLevel = useKept(levels.data);
  return {
    histogram: useKept(histogram.data),
    facets: useKept(facets.data),
    levels: useMemo(() => byLevel && countsOf(byLevel), [byLevel]),
  };
}

/** The counts of an answer's only field, by value. */
export function countsOf({ facets }: FacetsAnswer): ReadonlyMap<string, number> {
  return new Map(facets[0]?.counts.map((one) => [one.value, one.count]));
}
