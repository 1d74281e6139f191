import { memo } from "react";
import type { Row } from "../api/types";
import type { Pane, View } from "../state/view";
import { duration, toMillis } from "../text/time";
import { AroundView } from "./AroundView";
import { ContextView } from "./ContextView";
import type { FeedState } from "./feed";
import { LogList } from "./LogList";
import styles from "./LogsPage.module.css";
import type { Offset } from "./steps";

interface Props {
  view: View;
  state: FeedState;
  /** The feed's rows without those that are muted. */
  rows: readonly Row[];
  found: RegExp | undefined;
  active: Row | undefined;
  isFollowing: boolean;
  newRows: number;
  onFollow: (isFollowing: boolean) => void;
  onOpen: (row: Row) => void;
  onStep: (offset: Offset) => void;
  onOlder: () => void;
  onClosePane: () => void;
}

/** The rows, and over them what is around one of them. */
export const RowsPane = memo(function RowsPane(props: Props) {
  const { view, state, rows, newRows } = props;
  return (
    <div className={styles.list}>
      <div
        className={styles.rows}
        inert={view.pane !== undefined}
        data-outdated={state.isOutdated || undefined}
      >
        <LogList
          rows={rows}
          zone={view.zone}
          found={props.found}
          active={props.active}
          isFollowing={props.isFollowing}
          hasOlder={state.hasOlder}
          label="Log rows"
          onFollow={props.onFollow}
          onOpen={props.onOpen}
          onStep={props.onStep}
          onOlder={props.onOlder}
        />
        {!rows.length && <p className={styles.empty}>{whyEmpty(state, view)}</p>}
        {!props.isFollowing && (
          <button type="button" className={styles.pill} onClick={() => props.onFollow(true)}>
            {newRows ? `${newRows.toLocaleString("en")} new rows ↓` : "Follow ↓"}
          </button>
        )}
      </div>
      {view.pane && (
        <div className={styles.pane}>
          <PaneView
            key={keyOfPane(view.pane)}
            pane={view.pane}
            zone={view.zone}
            onOpen={props.onOpen}
            onClose={props.onClosePane}
          />
        </div>
      )}
    </div>
  );
});

interface PaneProps {
  pane: Pane;
  zone: string;
  onOpen: (row: Row) => void;
  onClose: () => void;
}

function PaneView({ pane: { kind, of }, ...rest }: PaneProps) {
  return kind === "context" ? (
    <ContextView row={of} {...rest} />
  ) : (
    <AroundView row={of} {...rest} />
  );
}

function keyOfPane({ kind, of }: Pane): string {
  return `${kind}~${of.instance}~${of.seq}~${of.time}`;
}

const LONG_AGO_MILLIS = 7 * 86_400_000;

function whyEmpty(state: FeedState, { until }: View): string {
  if (state.isLoading) return "Loading …";
  if (state.trouble) return "No rows could be read.";
  if (state.buffer.rows.length) return "All rows are muted.";
  const age = until ? Date.now() - toMillis(until) : 0;
  return age > LONG_AGO_MILLIS
    ? `No rows in this range fit. It ended ${duration(age)} ago: the store may keep rows for less time than that (its retention).`
    : "No rows in this range fit. Choose a longer range or fewer filters.";
}
