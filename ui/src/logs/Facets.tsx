import { memo } from "react";
import type { FacetsAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import { useKeptAnswer } from "../api/useKeptAnswer";
import { rangeParams } from "../state/range";
import { type View, valuesOf, whyNoFilter, without } from "../state/view";
import { oneLine } from "../text/escape";
import { Text } from "../ui/Text";
import styles from "./Facets.module.css";
import { FACETS, MAX_FACET_VALUES } from "./facetFields";
import { filterParams } from "./params";

interface Props {
  answer: FacetsAnswer | undefined;
  isStale: boolean;
  view: View;
  /** How often counts are asked for, in milliseconds. */
  every: number | undefined;
  onToggle: (kind: "include" | "exclude", field: string, value: string) => void;
}

/** The values that fields have in this range, with their counts: click includes, Alt-click excludes. */
export const Facets = memo(function Facets(props: Props) {
  return (
    <nav className={styles.facets} aria-label="Filters by field">
      {Object.entries(FACETS).map(([field, name]) => (
        <Facet key={field} field={field} name={name} {...props} />
      ))}
    </nav>
  );
});

function Facet({ field, name, onToggle, ...props }: Props & { field: string; name: string }) {
  const { include, exclude } = props.view;
  const [included, excluded] = [valuesOf(include, field), valuesOf(exclude, field)];
  const chosen = [...included, ...excluded];
  const { counts, isStale, hasMore } = useFacet(field, chosen.length > 0, props);
  // Beyond the most frequent ones the API counts none.
  const rest = counts && counts.length < MAX_FACET_VALUES && !hasMore ? 0 : undefined;
  const missing = chosen.filter((value) => !counts?.some((one) => one.value === value));
  const values: { value: string; count: number | undefined }[] = [
    ...missing.map((value) => ({ value, count: rest })),
    ...(counts ?? []).filter((one) => one.value),
  ];
  const areUncounted = hasMore && !counts?.length;
  if (!values.length && !areUncounted) return null;
  return (
    <details open data-stale={isStale || undefined}>
      <summary>{name}</summary>
      <ul>
        {values.map(({ value, count }) => {
          const isIn = included.includes(value);
          const isOut = excluded.includes(value);
          const shown = oneLine(value);
          const unfit = whyNoFilter(field, value);
          return (
            <li key={value} data-out={isOut || undefined}>
              <button
                type="button"
                className={styles.value}
                aria-pressed={isIn}
                disabled={unfit !== undefined}
                title={`${shown}\n${unfit ?? "Click: only these; Alt-click: not these"}`}
                onClick={(event) =>
                  onToggle(event.altKey || isOut ? "exclude" : "include", field, value)
                }
              >
                <span className={styles.text}>
                  <Text text={value} isLine />
                </span>
                <span className={styles.count}>{count?.toLocaleString("en") ?? "–"}</span>
              </button>
              <button
                type="button"
                className={styles.not}
                aria-pressed={isOut}
                disabled={unfit !== undefined}
                aria-label={`Exclude ${name} ${shown}`}
                title={unfit ?? "Exclude"}
                onClick={() => onToggle("exclude", field, value)}
              >
                ≠
              </button>
            </li>
          );
        })}
      </ul>
      {areUncounted && <p className={styles.uncounted}>Too many or too long values to list</p>}
    </details>
  );
}

/** The counts of a field: without its own filter, which would leave no other value to choose. */
function useFacet(
  field: string,
  isChosen: boolean,
  { answer, isStale, view, every }: Omit<Props, "onToggle">,
) {
  const params = {
    ...rangeParams(view),
    ...filterParams(without(view, field)),
    fields: field,
    limit: MAX_FACET_VALUES,
  };
  const own = useKeptAnswer(
    useAnswer<FacetsAnswer>("/facets", params, {
      every: every && every * 3,
      isEnabled: isChosen,
    }),
  );
  const shown = isChosen ? own : { data: answer, isStale };
  const found = (shown.data ?? answer)?.facets.find((facet) => facet.field === field);
  return { counts: found?.counts, isStale: shown.isStale, hasMore: found?.has_more };
}
