import { type ComponentProps, memo } from "react";
import { apiNow } from "../api/clock";
import type { Row } from "../api/types";
import type { Pane, View } from "../state/view";
import { duration, resolved, toMillis } from "../text/time";
import { AroundView } from "./AroundView";
import { ContextView } from "./ContextView";
import { FollowPill } from "./FollowPill";
import { canLoadOlder, type FeedState } from "./feed";
import { LogList } from "./LogList";
import styles from "./LogsPage.module.css";

/** What the page decides of the list. */
type ListProps = Omit<ComponentProps<typeof LogList>, "zone" | "canLoadOlder" | "label">;

interface Props extends ListProps {
  view: View;
  state: FeedState;
  newRows: number;
  onClosePane: () => void;
}

/** The rows, and over them what is around one of them. */
export const RowsPane = memo(function RowsPane(props: Props) {
  const { view, state, newRows, onClosePane, ...list } = props;
  const { rows, isFollowing, onFollow, onOpen } = list;
  return (
    <div className={styles.list}>
      <div
        className={styles.rows}
        inert={view.pane !== undefined}
        data-outdated={state.isOutdated || undefined}
      >
        <LogList {...list} zone={view.zone} canLoadOlder={canLoadOlder(state)} label="Log rows" />
        {!rows.length && <p className={styles.empty}>{whyEmpty(state, view)}</p>}
        {!isFollowing && <FollowPill newRows={newRows} onFollow={onFollow} />}
      </div>
      {view.pane && (
        <div className={styles.pane}>
          <PaneView
            key={keyOfPane(view.pane)}
            pane={view.pane}
            zone={view.zone}
            onOpen={onOpen}
            onClose={onClosePane}
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

function whyEmpty(state: FeedState, { until, zone }: View): string {
  if (state.isLoading) return "Loading …";
  if (state.trouble) return "No rows could be read.";
  if (state.buffer.rows.length) return "All rows are muted.";
  const now = apiNow();
  const age = until ? now - toMillis(resolved(until, zone, now)) : 0;
  return age > LONG_AGO_MILLIS
    ? `No rows in this range fit. It ended ${duration(age)} ago: the store may keep rows for less time than that (its retention).`
    : "No rows in this range fit. Choose a longer range or fewer filters.";
}
