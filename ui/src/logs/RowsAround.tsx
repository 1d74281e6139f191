import { type ReactNode, useEffect, useRef } from "react";
import type { Row } from "../api/types";
import type { RowRef } from "../state/view";
import { duration } from "../text/time";
import { Banner } from "../ui/Banner";
import { LevelLabel } from "../ui/Level";
import { Text } from "../ui/Text";
import { useFocusWhileShown } from "../ui/useFocusWhileShown";
import { keyOf } from "./buffer";
import { dayBefore } from "./days";
import styles from "./RowsAround.module.css";
import { isRef, millisBetween, timeOfDay } from "./rows";

const GAP_MILLIS = 1_000;

interface Props {
  /** The short name, for tools that read the page out. */
  label: string;
  title: string;
  rows: readonly Row[];
  hit: RowRef;
  zone: string;
  error: Error | null;
  isLoading: boolean;
  onOpen: (row: Row) => void;
  onClose: () => void;
  /** What stands between the heading and the rows. */
  about?: ReactNode;
  above?: ReactNode;
  below?: ReactNode;
}

/** Rows around one of them, with that one marked and silences of over a second drawn. */
export function RowsAround(props: Props) {
  const { rows, hit, zone } = props;
  const marked = useRef<HTMLLIElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusWhileShown(heading);
  const isThere = rows.length > 0;
  useEffect(() => {
    if (isThere) marked.current?.scrollIntoView({ block: "center" });
  }, [isThere]);
  return (
    <section className={styles.around} aria-label={props.label}>
      <header className={styles.head}>
        <h2 ref={heading} tabIndex={-1}>
          {props.title}
        </h2>
        <button type="button" onClick={props.onClose}>
          Back <kbd>Esc</kbd>
        </button>
      </header>
      {props.error && (
        <Banner kind="error">
          <Text text={props.error.message} isLine />
        </Banner>
      )}
      {props.about}
      <div className={styles.rows}>
        {isThere && props.above}
        <ol>
          {rows.map((row, index) => {
            const before = rows[index - 1];
            const gap = before ? millisBetween(before, row) : 0;
            const isHit = isRef(row, hit);
            const at = timeOfDay(row, zone);
            const day = dayBefore(row, before, zone);
            return (
              <li
                key={keyOf(row)}
                ref={isHit ? marked : undefined}
                aria-current={isHit || undefined}
                data-level={row.level}
              >
                {gap > GAP_MILLIS && <span className={styles.gap}>{duration(gap)} of silence</span>}
                {day && <span className={styles.gap}>{day}</span>}
                <button type="button" className={styles.row} onClick={() => props.onOpen(row)}>
                  <span className="muted">{row.seq}</span>
                  <time dateTime={row.time} title={at.title}>
                    {at.text + at.fraction}
                  </time>
                  <LevelLabel level={row.level} />
                  <span className={styles.name}>
                    <Text text={row.strategy_id ?? row.component} isLine />
                  </span>
                  <span className={styles.message}>
                    <Text text={row.message} isLine />
                  </span>
                </button>
              </li>
            );
          })}
        </ol>
        {isThere && props.below}
        {props.isLoading && <p className="muted">Loading …</p>}
      </div>
    </section>
  );
}
