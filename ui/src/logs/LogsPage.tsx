import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { ApiError } from "../api/errors";
import type { FacetsAnswer, HistogramAnswer, Row } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import { go, href } from "../state/location";
import { kindOf, mutes } from "../state/mutes";
import { useSlot } from "../state/storage";
import { updateView, useView } from "../state/useView";
import { formatView, type Pane, toggled, UNFILTERED, type View } from "../state/view";
import { pattern } from "../text/highlight";
import { duration, toMillis } from "../text/time";
import { useKept } from "../ui/useKept";
import { useKeys } from "../ui/useKeys";
import { AroundView } from "./AroundView";
import { compare, keyOf, MAX_ROWS } from "./buffer";
import { ContextView } from "./ContextView";
import { FACETS, Facets } from "./Facets";
import { type FeedState, POLL_MILLIS } from "./feed";
import { Histogram } from "./Histogram";
import { KeyHelp } from "./KeyHelp";
import { LogList } from "./LogList";
import styles from "./LogsPage.module.css";
import { Notices } from "./Notices";
import { filterParams, rangeParams } from "./params";
import { RowDetails } from "./RowDetails";
import { isError, refOf } from "./rows";
import { changeFilters, Toolbar } from "./Toolbar";
import { useFeed } from "./useFeed";
import { useFollow } from "./useFollow";
import { useOpenRow } from "./useOpenRow";

/** Where there is room for the fields beside the rows from the beginning. */
const WIDE = "(min-width: 901px)";

/** Everything that nodes logged, filtered, kept up to date, with each row's fields and context. */
export function LogsPage() {
  const { view, problems } = useView();
  const filters = useMemo(() => filterParams(view), [view]);
  const { since, until, mode, zone } = view;
  const { feed, state } = useFeed({ filters, since, until, mode });
  const params = { ...rangeParams(view), ...filters };
  const counts = useCounts(params, mode === "off" || until ? undefined : POLL_MILLIS);
  const rows = useUnmuted(state.buffer.rows);
  const { isFollowing, follow, newRows } = useFollow(rows);
  const openRow = useOpenRow(rows, view.row, state.updatedAt !== undefined && !state.isOutdated);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [areFacetsOpen, setFacetsOpen] = useState(() => matchMedia(WIDE).matches);
  const searchBox = useRef<HTMLInputElement>(null);

  // Another view begins at its newest row, or at the one that its address names.
  const onFeed = useEffectEvent(() => follow(!view.row));
  // biome-ignore lint/correctness/useExhaustiveDependencies: each feed is another view
  useEffect(() => onFeed(), [feed]);

  const { row: open, open: show, close } = openRow;
  const onOpen = useCallback(
    (row: Row) => {
      follow(false);
      show(row);
    },
    [follow, show],
  );
  const onOlder = useCallback(() => void feed.loadOlder(), [feed]);
  const step = (offset: 1 | -1, fits: (row: Row) => boolean = () => true) => {
    let index = placeOf(rows, open, offset) + offset;
    let row = rows[index];
    while (row && !fits(row)) {
      index += offset;
      row = rows[index];
    }
    if (row) onOpen(row);
  };
  const showPane = (kind: Pane["kind"], of = open && refOf(open)) => {
    if (of && (kind === "around" || of.seq !== undefined)) updateView({ pane: { kind, of } });
  };
  const closePane = () => updateView({ pane: undefined }, { replace: true });
  const order = open?.fields.client_order_id;

  useKeys([
    ["/", () => searchBox.current?.focus()],
    ["j", () => step(1)],
    ["k", () => step(-1)],
    ["e", () => step(1, isError)],
    ["E", () => step(-1, isError)],
    ["f", () => follow(!isFollowing)],
    ["c", () => showPane("context")],
    ["a", () => showPane("around")],
    ["o", () => order && go(`order/${encodeURIComponent(order)}`)],
    ["Enter", () => (open ? close() : step(-1))],
    ["Escape", () => (view.pane ? closePane() : close())],
    ["?", () => setHelpOpen(true)],
  ]);

  const found = useMemo(() => pattern(view.text, view.isRegex), [view.text, view.isRegex]);
  const complaint = complaintOf(state, view);
  const muted = state.buffer.rows.length - rows.length;
  const pane = { zone, onOpen, onClose: closePane };

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
        rows={rows}
        shown={counts.histogram}
        levelCounts={counts.levels}
        complaint={complaint}
        areFacetsOpen={areFacetsOpen}
        onToggleFacets={() => setFacetsOpen(!areFacetsOpen)}
        onHelp={() => setHelpOpen(true)}
      />
      <Notices
        view={view}
        problems={problems}
        state={state}
        isTold={complaint !== undefined}
        mutedRows={muted}
        openRow={openRow}
        onRetry={() => feed.refresh()}
      />
      <Histogram answer={counts.histogram} zone={zone} onZoom={changeFilters} />
      <div className={styles.columns}>
        {areFacetsOpen && (
          <div className={styles.side}>
            <Facets answer={counts.facets} view={view} onToggle={toggleValue} />
          </div>
        )}
        <div className={styles.list}>
          <div
            className={styles.rows}
            inert={view.pane !== undefined}
            data-outdated={state.isOutdated || undefined}
          >
            <LogList
              rows={rows}
              zone={zone}
              found={found}
              active={open && keyOf(open)}
              isFollowing={isFollowing}
              hasOlder={state.hasOlder}
              label="Log rows"
              onFollow={follow}
              onOpen={onOpen}
              onOlder={onOlder}
            />
            {!rows.length && <p className={styles.empty}>{whyEmpty(state, view, muted)}</p>}
            {!isFollowing && (
              <button type="button" className={styles.pill} onClick={() => follow(true)}>
                {newRows ? `${newRows.toLocaleString("en")} new rows ↓` : "Follow ↓"}
              </button>
            )}
          </div>
          {view.pane && (
            <div className={styles.pane}>
              {view.pane.kind === "context" ? (
                <ContextView key={keyOfPane(view.pane)} row={view.pane.of} {...pane} />
              ) : (
                <AroundView key={keyOfPane(view.pane)} row={view.pane.of} {...pane} />
              )}
            </div>
          )}
        </div>
        {open && (
          <RowDetails
            row={open}
            zone={zone}
            found={found}
            actions={{
              link: href("", formatView(view)),
              orderLink: (id) => href(`order/${encodeURIComponent(id)}`),
              onFilter: toggleValue,
              onPivot: (field, value) =>
                changeFilters({ ...UNFILTERED, include: { [field]: [value] } }),
              onPane: showPane,
              onMute: (message) => mutes.write([...mutes.read(), kindOf(message)]),
            }}
            onClose={close}
          />
        )}
      </div>
      <footer className={styles.foot}>
        <span>
          {rows.length.toLocaleString("en")} rows
          {state.hasOlder &&
            (isFull(state) ? "; an earlier range shows older ones" : ", older ones above")}
        </span>
        <output aria-live="polite">
          {newRows > 0 && `${newRows.toLocaleString("en")} new rows`}
        </output>
      </footer>
      <KeyHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </main>
  );
}

/** The counts of a view: by time and level, by level whichever are shown, and by field. */
function useCounts(params: ReturnType<typeof filterParams>, every: number | undefined) {
  const histogram = useAnswer<HistogramAnswer>("/histogram", { ...params, by: "level" }, { every });
  const levels = useAnswer<FacetsAnswer>(
    "/facets",
    { ...params, levels: undefined, fields: "level" },
    { every },
  );
  const facets = useAnswer<FacetsAnswer>(
    "/facets",
    { ...params, fields: Object.keys(FACETS).join(",") },
    { every: every && every * 3 },
  );
  const byLevel = useKept(levels.data)?.facets[0]?.counts;
  return {
    histogram: useKept(histogram.data),
    facets: useKept(facets.data),
    levels: byLevel && new Map(byLevel.map((one) => [one.value, one.count])),
  };
}

/** The rows without those whose kind of message the user has muted. */
function useUnmuted(rows: readonly Row[]): readonly Row[] {
  const muted = useSlot(mutes);
  return useMemo(() => {
    if (!muted.length) return rows;
    const kinds = new Set(muted);
    return rows.filter((row) => !kinds.has(kindOf(row.message)));
  }, [rows, muted]);
}

/** The open row's place among the rows, or between which two of them it would stand. */
function placeOf(rows: readonly Row[], open: Row | undefined, offset: 1 | -1): number {
  if (!open) return offset < 0 ? rows.length : -1;
  const key = keyOf(open);
  const exact = rows.findIndex((row) => keyOf(row) === key);
  if (exact >= 0) return exact;
  const later = rows.findIndex((row) => compare(row, open) > 0);
  const at = later < 0 ? rows.length : later;
  return offset < 0 ? at : at - 1;
}

function toggleValue(kind: "include" | "exclude", field: string, value: string): void {
  updateView((view) => toggled(view, kind, field, value));
}

function keyOfPane({ kind, of }: Pane): string {
  return `${kind}~${of.instance}~${of.seq}~${of.time}`;
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

const LONG_AGO_MILLIS = 7 * 86_400_000;

function whyEmpty(state: FeedState, { until }: View, muted: number): string {
  if (state.isLoading) return "Loading …";
  if (state.trouble) return "No rows could be read.";
  if (muted) return "All rows are muted.";
  const age = until ? Date.now() - toMillis(until) : 0;
  return age > LONG_AGO_MILLIS
    ? `No rows in this range fit. It ended ${duration(age)} ago: the store may keep rows for less time than that (its retention).`
    : "No rows in this range fit. Choose a longer range or fewer filters.";
}
