import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { ApiError } from "../api/errors";
import { orderPlace } from "../order/address";
import { go, href } from "../state/location";
import { kindOf, mutes } from "../state/mutes";
import { rangeParams } from "../state/range";
import { updateView, useView } from "../state/useView";
import { formatView, type Pane, toggled, UNFILTERED, type View } from "../state/view";
import { counted } from "../text/count";
import { pattern } from "../text/highlight";
import { useKeys } from "../ui/useKeys";
import { useStable } from "../ui/useStable";
import { MAX_ROWS } from "./buffer";
import { Facets } from "./Facets";
import { type FeedState, POLL_MILLIS } from "./feed";
import { Histogram } from "./Histogram";
import { KeyHelp } from "./KeyHelp";
import styles from "./LogsPage.module.css";
import { Notices } from "./Notices";
import { filterParams } from "./params";
import { RowDetails } from "./RowDetails";
import { RowsPane } from "./RowsPane";
import { refOf } from "./rows";
import { changeFilters, Toolbar } from "./Toolbar";
import { useArrivals } from "./useArrivals";
import { useCounts } from "./useCounts";
import { useCursor } from "./useCursor";
import { useFeed } from "./useFeed";
import { useFollow } from "./useFollow";
import { useOpenRow } from "./useOpenRow";
import { useUnmuted } from "./useUnmuted";

/** Where there is room for the fields beside the rows from the beginning. */
const WIDE = "(min-width: 901px)";

/** Everything that nodes logged, filtered, kept up to date, with each row's fields and context. */
export function LogsPage() {
  const { view, problems } = useView();
  const { mode, zone } = view;
  // Each time: `today` is another day after midnight.
  const { since, until } = rangeParams(view);
  const filters = useMemo(() => filterParams(view), [view]);
  const params = useMemo(() => ({ since, until, ...filters }), [since, until, filters]);
  const { feed, state } = useFeed({ filters, since, until, mode });
  const every = mode === "off" || state.isOver ? undefined : POLL_MILLIS;
  const counts = useCounts(params, every);
  const { rows, muted } = useUnmuted(state.buffer.rows);
  const { isFollowing, follow, newRows } = useFollow(rows);
  const isSettled = state.updatedAt !== undefined && !state.isOutdated;
  const openRow = useOpenRow(rows, view.row, isSettled, showRow);
  const cursor = useCursor(rows, openRow, follow);
  const arrivals = useArrivals(feed);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [areFacetsOpen, setFacetsOpen] = useState(() => matchMedia(WIDE).matches);
  const searchBox = useRef<HTMLInputElement>(null);

  // Another view begins at its newest row, or at the one that its address names.
  const onFeed = useEffectEvent(() => follow(!view.row));
  // biome-ignore lint/correctness/useExhaustiveDependencies: each feed is another view
  useEffect(() => onFeed(), [feed]);

  const { current } = cursor;
  const order = current?.fields.client_order_id;
  const inList = (act: () => void) => () => view.pane === undefined && act();
  useKeys([
    ["/", () => searchBox.current?.focus()],
    ["j", inList(() => cursor.step(1))],
    ["k", inList(() => cursor.step(-1))],
    ["e", inList(() => cursor.stepToError(1))],
    ["E", inList(() => cursor.stepToError(-1))],
    ["f", () => follow(!isFollowing)],
    ["c", () => current && showPane("context", refOf(current))],
    ["a", () => current && showPane("around", refOf(current))],
    ["o", () => order && go(...orderPlace(order, current.fields, zone))],
    ["Enter", inList(cursor.toggle)],
    ["Escape", () => (view.pane ? closePane() : cursor.leave())],
    ["?", () => setHelpOpen(true)],
  ]);

  const found = useMemo(() => pattern(view.text, view.isRegex), [view.text, view.isRegex]);
  const complaint = complaintOf(state, view);
  const rowsNow = useStable(() => rows);
  const onStep = useStable(cursor.step);
  const onOlder = useCallback(() => void feed.loadOlder(), [feed]);
  const onRetry = useCallback(() => feed.refresh(), [feed]);
  const onHelp = useCallback(() => setHelpOpen(true), []);
  const onToggleFacets = useCallback(() => setFacetsOpen((isOpen) => !isOpen), []);
  const actions = useMemo(() => ({ ...ACTIONS, link: href("", formatView(view)) }), [view]);
  const open = openRow.row;

  return (
    <main
      className={styles.page}
      data-detail={open !== undefined || undefined}
      data-side={areFacetsOpen || undefined}
    >
      <title>Logs – vlogs-nt</title>
      <h1 className="visually-hidden">Logs</h1>
      <Toolbar
        searchRef={searchBox}
        view={view}
        params={params}
        rowsNow={rowsNow}
        shown={counts.histogram.isStale ? undefined : counts.histogram.data}
        levels={counts.levels}
        isOver={state.isOver}
        complaint={complaint}
        areFacetsOpen={areFacetsOpen}
        onToggleFacets={onToggleFacets}
        onHelp={onHelp}
      />
      <Notices
        view={view}
        problems={problems}
        state={state}
        isTold={complaint !== undefined}
        countsError={counts.error}
        muted={muted}
        openRow={openRow}
        onRetry={onRetry}
      />
      <Histogram
        answer={counts.histogram.data}
        isStale={counts.histogram.isStale}
        zone={zone}
        onZoom={changeFilters}
      />
      <div className={styles.columns}>
        {areFacetsOpen && (
          <div className={styles.side}>
            <Facets
              answer={counts.facets.data}
              isStale={counts.facets.isStale}
              view={view}
              every={every}
              onToggle={toggleValue}
            />
          </div>
        )}
        <RowsPane
          view={view}
          state={state}
          rows={rows}
          found={found}
          active={current}
          isFollowing={isFollowing}
          newRows={newRows}
          onFollow={follow}
          onOpen={cursor.onOpen}
          onStep={onStep}
          onOlder={onOlder}
          onClosePane={closePane}
        />
        {open && (
          <RowDetails
            row={open}
            zone={zone}
            found={found}
            actions={actions}
            onClose={openRow.close}
          />
        )}
      </div>
      <footer className={styles.foot}>
        {counted(rows.length, "row")}
        {state.hasOlder &&
          (isFull(state) ? "; an earlier range shows older ones" : ", older ones above")}
        <output>{cursor.told}</output>
        <output className="visually-hidden">{arrivals}</output>
      </footer>
      <KeyHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </main>
  );
}

/** What can be done with a row, wherever it stands. */
const ACTIONS = {
  onFilter: toggleValue,
  onPivot: (field: string, value: string) =>
    changeFilters({ ...UNFILTERED, include: { [field]: [value] } }),
  onPane: showPane,
  onMute: (message: string) => mutes.write([...new Set([...mutes.read(), kindOf(message)])]),
};

function toggleValue(kind: "include" | "exclude", field: string, value: string): void {
  updateView((view) => toggled(view, kind, field, value));
}

function showRow(row: View["row"]): void {
  updateView({ row }, { replace: true });
}

/** Show what is around a row: of its node, or of all where no node has numbered it. */
function showPane(kind: Pane["kind"], of: Pane["of"]): void {
  updateView({ pane: { kind: of.seq === undefined ? "around" : kind, of } });
}

function closePane(): void {
  updateView({ pane: undefined }, { replace: true });
}

/** What the API says of the search; what it says of the range is a notice. */
function complaintOf({ trouble }: FeedState, view: View): string | undefined {
  if (!(trouble instanceof ApiError) || trouble.trouble !== "refused") return undefined;
  const isOfRange = /^(a time|the range|`?(since|until|start|end)\b)/i.test(trouble.message);
  return (view.logsql || view.text.length) && !isOfRange ? trouble.message : undefined;
}

function isFull({ buffer }: FeedState): boolean {
  return buffer.rows.length >= MAX_ROWS;
}
