import { useEffect } from "react";
import type { Row } from "../api/types";
import type { RowRef } from "../state/view";
import { clock, duration, toMillis } from "../text/time";
import { Banner } from "../ui/Banner";
import { LevelLabel } from "../ui/Level";
import { Text } from "../ui/Text";
import styles from "./ContextView.module.css";
import { useContextRows } from "./useContext";

const GAP_MILLIS = 1_000;

interface Props {
  row: RowRef;
  zone: string;
  onOpen: (row: Row) => void;
  onClose: () => void;
}

/** What a node logged before and after a row, everything of it, with the row marked. */
export function ContextView({ row, zone, onOpen, onClose }: Props) {
  const { rows, error, isLoading, more, canGrow } = useContextRows(row);
  const isThere = rows.length > 0;
  useEffect(() => {
    if (isThere) document.querySelector("[data-hit]")?.scrollIntoView({ block: "center" });
  }, [isThere]);
  return (
    <section className={styles.context} aria-label="Context">
      <header className={styles.head}>
        <h2>What the node logged around row {row.seq}</h2>
        <button type="button" onClick={onClose}>
          Back <kbd>Esc</kbd>
        </button>
      </header>
      {error && <Banner kind="error">{error.message}</Banner>}
      <div className={styles.rows}>
        {isThere && (
          <button type="button" disabled={!canGrow.before} onClick={() => more("before")}>
            Earlier rows
          </button>
        )}
        <ol>
          {rows.map((one, index) => {
            const before = rows[index - 1];
            const gap = before ? toMillis(one.time) - toMillis(before.time) : 0;
            const isHit = one.seq === row.seq;
            const at = clock(one.time, zone);
            return (
              <li key={one.seq ?? one.time} data-hit={isHit || undefined} data-level={one.level}>
                {gap > GAP_MILLIS && <span className={styles.gap}>{duration(gap)} of silence</span>}
                <button type="button" className={styles.row} onClick={() => onOpen(one)}>
                  <span className="muted">{one.seq}</span>
                  <time dateTime={one.time}>{`${at.time}.${at.fraction.slice(0, 3)}`}</time>
                  <LevelLabel level={one.level} />
                  <span className={styles.name}>
                    <Text text={one.strategy_id ?? one.component} isLine />
                  </span>
                  <span className={styles.message}>
                    <Text text={one.message} isLine />
                  </span>
                </button>
              </li>
            );
          })}
        </ol>
        {isThere && (
          <button type="button" disabled={!canGrow.after} onClick={() => more("after")}>
            Later rows
          </button>
        )}
        {isLoading && <p className="muted">Loading …</p>}
      </div>
    </section>
  );
}
