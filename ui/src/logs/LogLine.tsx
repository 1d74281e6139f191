import { memo } from "react";
import type { Row } from "../api/types";
import { oneLine } from "../text/escape";
import type { Find } from "../text/highlight";
import { LevelLabel } from "../ui/Level";
import { hasSelection } from "../ui/selection";
import { Marked } from "../ui/Text";
import styles from "./LogLine.module.css";
import { timeOfDay } from "./rows";

interface Props {
  id: string;
  row: Row;
  index: number;
  top: number;
  zone: string;
  found: Find | undefined;
  isActive: boolean;
  onOpen: (row: Row) => void;
}

/** One row of the log in one line: time, level, strategy or component, message. */
export const LogLine = memo(function LogLine(props: Props) {
  const { row, zone, found, onOpen } = props;
  const at = timeOfDay(row, zone);
  return (
    <div
      id={props.id}
      className={styles.line}
      style={{ transform: `translateY(${props.top}px)` }}
      role="row"
      aria-rowindex={props.index + 1}
      aria-selected={props.isActive}
      data-level={row.level}
      onClick={({ currentTarget }) => {
        if (!hasSelection(currentTarget)) onOpen(row);
      }}
    >
      <span className={styles.time} role="gridcell">
        <time dateTime={row.time} title={at.title}>
          {at.text}
          <span className="muted">{at.fraction}</span>
        </time>
      </span>
      <span role="gridcell">
        <LevelLabel level={row.level} />
      </span>
      <span className={styles.name} role="gridcell" dir="ltr" title={oneLine(row.component)}>
        <Marked text={row.strategy_id ?? row.component} isLine />
      </span>
      <span className={styles.message} role="gridcell" dir="ltr">
        <Marked text={row.message} found={found} isLine />
        {row.error_traceback && <span className={styles.more}> ⌄ traceback</span>}
      </span>
    </div>
  );
});
