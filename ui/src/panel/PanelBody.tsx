import { useEffect, useMemo, useRef } from "react";
import type { FacetsAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import { FollowPill } from "../logs/FollowPill";
import { canLoadOlder, POLL_MILLIS } from "../logs/feed";
import { LevelToggles } from "../logs/LevelToggles";
import { LogList } from "../logs/LogList";
import { filterParams } from "../logs/params";
import { RowDetails } from "../logs/RowDetails";
import { BoundNotices, OpenRowNotices, TroubleNotice } from "../logs/RowNotices";
import { countsOf } from "../logs/useCounts";
import { useCursor } from "../logs/useCursor";
import { useFeed } from "../logs/useFeed";
import { useFollow } from "../logs/useFollow";
import { useOpenRow } from "../logs/useOpenRow";
import { rangeParams } from "../state/range";
import type { View } from "../state/view";
import { oneLine } from "../text/escape";
import { pattern } from "../text/highlight";
import { useStable } from "../ui/useStable";
import { PanelSearch } from "./PanelSearch";
import styles from "./StrategyLogPanel.module.css";

const FIRST_ROWS = 100;

interface Props {
  strategyId: string;
  /** What is shown, the strategy's filter included. */
  view: View;
  onChange: (change: Partial<View>, how?: { replace?: boolean }) => void;
}

/** The panel within a page that has an API and a query client already, and keeps its view. */
export function PanelBody({ strategyId, view, onChange }: Props) {
  const { mode, zone } = view;
  const { since, until } = rangeParams(view);
  const section = useRef<HTMLElement>(null);
  const filters = useMemo(() => filterParams(view), [view]);
  const { feed, state } = useFeed({ filters, since, until, mode, first: FIRST_ROWS });
  const counts = useAnswer<FacetsAnswer>(
    "/facets",
    { since, until, ...filters, levels: undefined, fields: "level" },
    { every: state.isOver ? undefined : POLL_MILLIS },
  );
  const { rows } = state.buffer;
  const { isFollowing, follow, newRows } = useFollow(rows, section);
  const onRow = useStable((row: View["row"]) => onChange({ row }, { replace: true }));
  const isSettled = state.updatedAt !== undefined && !state.isOutdated;
  const openRow = useOpenRow(rows, view.row, isSettled, onRow);
  const cursor = useCursor(rows, openRow, follow);
  const onStep = useStable(cursor.step);
  const onOlder = useStable(() => void feed.loadOlder());

  // Another view begins at its newest row, or at the one that is open.
  const onFeed = useStable(() => follow(!view.row)); // React 18 has no effect events
  // biome-ignore lint/correctness/useExhaustiveDependencies: each feed is another view
  useEffect(() => onFeed(), [feed]);

  const found = useMemo(() => pattern(view.text, view.isRegex), [view.text, view.isRegex]);
  const isLive = mode === "live";
  return (
    <section
      ref={section}
      className={styles.panel}
      aria-label={`Log of ${oneLine(strategyId)}`}
      data-outdated={state.isOutdated || undefined}
    >
      <div className={styles.tools}>
        <LevelToggles
          chosen={view.levels}
          counts={counts.data && countsOf(counts.data)}
          isStale={counts.isPlaceholderData || counts.isError}
          onChange={(levels) => onChange({ levels, row: undefined })}
        />
        <PanelSearch
          text={view.text}
          onChange={(text) => onChange({ text, row: undefined }, { replace: true })}
        />
        <button
          type="button"
          aria-pressed={isLive}
          disabled={until !== undefined}
          onClick={() => onChange({ mode: isLive ? "poll" : "live" }, { replace: true })}
        >
          Live
        </button>
      </div>
      <TroubleNotice state={state} zone={zone} onRetry={() => feed.refresh()} />
      <BoundNotices state={state} zone={zone} />
      <OpenRowNotices openRow={openRow} />
      <div className={styles.rows}>
        <LogList
          rows={rows}
          zone={zone}
          found={found}
          active={cursor.current}
          isFollowing={isFollowing}
          canLoadOlder={canLoadOlder(state)}
          label={`Log rows of ${oneLine(strategyId)}`}
          onFollow={follow}
          onOpen={cursor.onOpen}
          onStep={onStep}
          onOlder={onOlder}
        />
        {!rows.length && (
          <p className={styles.empty}>{state.isLoading ? "Loading …" : "No rows in this range."}</p>
        )}
        {!isFollowing && <FollowPill newRows={newRows} onFollow={follow} />}
      </div>
      {openRow.row && (
        <RowDetails row={openRow.row} zone={zone} found={found} onClose={openRow.close} />
      )}
    </section>
  );
}
