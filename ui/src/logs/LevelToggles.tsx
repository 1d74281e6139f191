import { LEVELS, type Level } from "../state/view";
import { LevelLabel } from "../ui/Level";
import styles from "./LevelToggles.module.css";

interface Props {
  chosen: readonly Level[];
  counts: ReadonlyMap<string, number> | undefined;
  /** The counts are not those of the present rows. */
  isStale?: boolean;
  onChange: (levels: readonly Level[]) => void;
}

/** Which levels are shown; none chosen means all. Alt-click shows one alone. */
export function LevelToggles({ chosen, counts, isStale = false, onChange }: Props) {
  return (
    <fieldset className={styles.levels} data-stale={isStale || undefined}>
      <legend className="visually-hidden">Levels</legend>
      {LEVELS.map((level) => {
        const isChosen = chosen.includes(level);
        return (
          <button
            key={level}
            type="button"
            aria-pressed={isChosen}
            title={`Show ${level} rows; Alt-click: nothing else`}
            onClick={(event) => {
              if (event.altKey) onChange([level]);
              else if (isChosen) onChange(chosen.filter((one) => one !== level));
              else onChange(LEVELS.filter((one) => one === level || chosen.includes(one)));
            }}
          >
            <LevelLabel level={level} />
            <span className={styles.count}>
              {counts ? (counts.get(level) ?? 0).toLocaleString("en") : "…"}
            </span>
          </button>
        );
      })}
    </fieldset>
  );
}
