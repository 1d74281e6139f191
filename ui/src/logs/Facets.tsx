import { memo } from "react";
import type { FacetsAnswer } from "../api/types";
import type { View } from "../state/view";
import { escaped } from "../text/escape";
import { Text } from "../ui/Text";
import styles from "./Facets.module.css";
import { FACETS } from "./facetFields";

interface Props {
  answer: FacetsAnswer | undefined;
  view: View;
  onToggle: (kind: "include" | "exclude", field: string, value: string) => void;
}

/** The values that fields have in this range, with their counts: click includes, Alt-click excludes. */
export const Facets = memo(function Facets({ answer, view, onToggle }: Props) {
  return (
    <nav className={styles.facets} aria-label="Filters by field">
      {Object.entries(FACETS).map(([field, name]) => {
        const counted = answer?.facets.find((facet) => facet.field === field)?.counts ?? [];
        const chosen = [...(view.include[field] ?? []), ...(view.exclude[field] ?? [])];
        const missing = chosen.filter((value) => !counted.some((one) => one.value === value));
        const values = [...missing.map((value) => ({ value, count: 0 })), ...counted].filter(
          (one) => one.value,
        );
        if (!values.length) return null;
        return (
          <details key={field} open>
            <summary>{name}</summary>
            <ul>
              {values.map(({ value, count }) => {
                const isIn = view.include[field]?.includes(value) ?? false;
                const isOut = view.exclude[field]?.includes(value) ?? false;
                return (
                  <li key={value} data-out={isOut || undefined}>
                    <button
                      type="button"
                      className={styles.value}
                      aria-pressed={isIn}
                      title={`${escaped(value)}\nClick: only these; Alt-click: not these`}
                      onClick={(event) =>
                        onToggle(event.altKey || isOut ? "exclude" : "include", field, value)
                      }
                    >
                      <span className={styles.text}>
                        <Text text={value} isLine />
                      </span>
                      <span className={styles.count}>{count.toLocaleString("en")}</span>
                    </button>
                    <button
                      type="button"
                      className={styles.not}
                      aria-pressed={isOut}
                      aria-label={`Exclude ${name} ${escaped(value)}`}
                      title="Exclude"
                      onClick={() => onToggle("exclude", field, value)}
                    >
                      ≠
                    </button>
                  </li>
                );
              })}
            </ul>
          </details>
        );
      })}
    </nav>
  );
});
