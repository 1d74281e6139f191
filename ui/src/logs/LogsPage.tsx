import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { ApiError } from "../api/errors";
import type { FacetsAnswer, HistogramAnswer, Row } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import { CompletenessBadge } from "../runs/CompletenessBadge";
import { go, href } from "../state/location";
import { kindOf, mutes } from "../state/mutes";
import { useSlot } from "../state/storage";
import { useView } from "../state/useView";
import { formatView, isFiltered, toggled, UNFILTERED, type View } from "../state/view";
import { pattern } from "../text/highlight";
import { clock, fromMillis, toMillis } from "../text/time";
import { Banner } from "../ui/Banner";
import { LevelLabel } from "../ui/Level";
import { useKeys } from "../ui/useKeys";
import { keyOf, MAX_ROWS } from "./buffer";
import { ContextView } from "./ContextView";
import { ExportMenu } from "./ExportMenu";
import { FACETS, Facets } from "./Facets";
import { POLL_MILLIS } from "./feed";
import { Histogram } from "./Histogram";
import { KeyHelp } from "./KeyHelp";
import { LevelToggles } from "./LevelToggles";
import { LogList } from "./LogList";
import styles from "./LogsPage.module.css";
import { filterParams, rangeParams } from "./params";
import { RangePicker } from "./RangePicker";
import { asText, RowDetails } from "./RowDetails";
import { SavedViews } from "./SavedViews";
import { SearchBox } from "./SearchBox";
import { useFeed } from "./useFeed";

const AROUND_MILLIS = 30_000;

/** Where there is room for the fields beside the rows from the beginning. */
const WIDE = "(min-width: 901px)";

/** Everything that nodes logged, filtered, kept up to date, with each row's fields and context. */
export function LogsPage() {
  const { view, problems, setView } = useView();
  const change = useCallback(
    (some: Partial<View>, replace = false) =>
      setView({ ...view, row: undefined, ...some }, { replace }),
    [view, setView],
  );
  const filters = useMemo(() => filterParams(view), [view]);
  const { feed, state } = useFeed({ filters, ...rangeOf(view), mode: view.mode });
  const every = view.mode === "off" || view.until ? undefined : POLL_MILLIS;
  const params = { ...rangeParams(view), ...filters };
  const histogram = useAnswer<HistogramAnswer>("/histogram", { ...params, by: "level" }, { every });
  const unleveled = { ...params, levels: undefined };
  const levels = useAnswer<FacetsAnswer>("/facets", { ...unleveled, fields: "level" }, { every });
  const facets = useAnswer<FacetsAnswer>(
    "/facets",
    { ...params, fields: Object.keys(FACETS).join(",") },
    { every: every && every * 3 },
  );

  const muted = useSlot(mutes);
  const rows = useMemo(() => {
    if (!muted.length) return state.buffer.rows;
    const kinds = new Set(muted);
    return state.buffer.rows.filter((row) => !kinds.has(kindOf(row.message)));
  }, [state.buffer.rows, muted]);
  const hidden = state.buffer.rows.length - rows.length;

  const [isFollowing, setFollowing] = useState(true);
  const [seen, setSeen] = useState<string>();
  const [contextOf, setContextOf] = useState<Row>();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isSideOpen, setSideOpen] = useState(() => matchMedia(WIDE).matches);
  const searchBox = useRef<HTMLInputElement>(null);

  const follow = useCallback(
    (on: boolean) => {
      setFollowing(on);
      const last = rows.at(-1);
      setSeen(on || !last ? undefined : keyOf(last));
    },
    [rows],
  );
  const newRows = useMemo(() => {
    if (isFollowing || !seen) return 0;
    const index = rows.findLastIndex((row) => keyOf(row) === seen);
    return index < 0 ? 0 : rows.length - 1 - index;
  }, [rows, seen, isFollowing]);
  useEffect(() => {
    const onSelect = () => {
      if (isFollowing && String(getSelection())) follow(false);
    };
    document.addEventListener("selectionchange", onSelect);
    return () => document.removeEventListener("selectionchange", onSelect);
  }, [isFollowing, follow]);

  const activeKey = view.row && `${view.row.instance}~${view.row.seq}`;
  const [looseKey, setLooseKey] = useState<string>(); // a row without a number has no link
  const active = activeKey ?? looseKey;
  const open = rows.find((row) => keyOf(row) === active);
  const openRow = useCallback(
    (row: Row | undefined, replace = true) => {
      if (row) follow(false);
      setLooseKey(row && keyOf(row));
      const ref =
        row && row.seq != null
          ? { instance: row.instance_id, seq: row.seq, time: row.time }
          : undefined;
      setView({ ...view, row: ref }, { replace });
    },
    [view, setView, follow],
  );
  const step = (offset: number, fits: (row: Row) => boolean = () => true) => {
    const at = rows.findIndex((row) => keyOf(row) === active);
    let index = (at < 0 ? (offset < 0 ? rows.length : -1) : at) + offset;
    while (rows[index] && !fits(rows[index] as Row)) index += offset;
    if (rows[index]) openRow(rows[index]);
  };
  const isError = (row: Row) => row.level === "ERROR" || row.level === "CRITICAL";
  const orderOf = open?.fields.client_order_id;

  useKeys([
    ["/", () => searchBox.current?.focus()],
    ["j", () => step(1)],
    ["k", () => step(-1)],
    ["e", () => step(1, isError)],
    ["E", () => step(-1, isError)],
    ["f", () => follow(!isFollowing)],
    ["c", () => open && open.seq != null && setContextOf(open)],
    ["o", () => orderOf && go(`order/${encodeURIComponent(orderOf)}`)],
    ["Enter", () => (open ? openRow(undefined) : step(-1))],
    ["Escape", () => (contextOf ? setContextOf(undefined) : openRow(undefined))],
    ["?", () => setHelpOpen(true)],
  ]);

  const found = useMemo(() => pattern(view.text, view.isRegex), [view.text, view.isRegex]);
  const shown = histogram.data;
  const complaint =
    state.trouble instanceof ApiError && state.trouble.trouble === "refused"
      ? state.trouble.message
      : undefined;
  const counts =
    levels.data?.facets[0] &&
    new Map(levels.data.facets[0].counts.map((one) => [one.value, one.count]));
  const runs = view.include.instance_id ?? [];

  return (
    <main
      className={styles.page}
      data-detail={open !== undefined || undefined}
      data-side={isSideOpen || undefined}
    >
      <h1 className="visually-hidden">Logs</h1>
      <div className={styles.bar}>
        <SearchBox
          ref={searchBox}
          view={view}
          complaint={complaint}
          onChange={(some) => change(some)}
        />
        <div className={styles.tools}>
          <RangePicker
            view={view}
            shown={shown && { since: shown.start, until: shown.end }}
            onChange={(some) => change(some)}
          />
          <fieldset className={styles.modes}>
            <legend className="visually-hidden">Updates</legend>
            {(["off", "poll", "live"] as const).map((mode) => (
              <button
                key={mode}
                type="button"
                aria-pressed={view.mode === mode}
                disabled={view.until !== undefined}
                onClick={() => change({ mode }, true)}
              >
                {{ off: "Paused", poll: "Every 5 s", live: "Live" }[mode]}
              </button>
            ))}
          </fieldset>
          <SavedViews search={formatView(view)} onChoose={(search) => go("", search)} />
          <ExportMenu params={params} rows={rows} text={() => rows.map(asText).join("\n")} />
          <button type="button" aria-pressed={isSideOpen} onClick={() => setSideOpen(!isSideOpen)}>
            ☰ Fields
          </button>
          <button
            type="button"
            onClick={() => setHelpOpen(true)}
            aria-label="Keys"
            title="Keys (?)"
          >
            ?
          </button>
        </div>
        <div className={styles.tools}>
          <LevelToggles
            chosen={view.levels}
            counts={counts}
            onChange={(chosen) => change({ levels: chosen })}
          />
          {runs.map((instance) => (
            <CompletenessBadge
              key={instance}
              instance={instance}
              isCut={isFiltered({ ...view, include: {} })}
            />
          ))}
          {isFiltered(view) && (
            <button type="button" onClick={() => change(UNFILTERED)}>
              Clear filters
            </button>
          )}
        </div>
      </div>

      {problems.length > 0 && (
        <Banner kind="warning">
          This address makes no sense in places, which are left out: {problems.join("; ")}.
        </Banner>
      )}
      {state.trouble && !complaint && (
        <Banner
          kind="error"
          action={
            <button type="button" onClick={() => feed.refresh()}>
              Try now
            </button>
          }
        >
          {state.trouble.message}
          {state.troubleSince !== undefined &&
            ` – since ${clock(fromMillis(state.troubleSince), view.zone).time}; what is shown is older than that.`}
        </Banner>
      )}
      {state.clamped.length > 0 && (
        <Banner kind="warning">
          {state.clamped
            .map((one) => `${one.parameter} was ${one.asked}, the API allows ${one.used}`)
            .join("; ")}
          .
        </Banner>
      )}
      {state.buffer.dropped > 0 && (
        <Banner kind="info">
          This page keeps {MAX_ROWS.toLocaleString("en")} rows:{" "}
          {state.buffer.dropped.toLocaleString("en")} older ones were dropped.
        </Banner>
      )}
      {hidden > 0 && (
        <Banner
          kind="info"
          action={
            <button type="button" onClick={() => mutes.write([])}>
              Show them
            </button>
          }
        >
          {hidden.toLocaleString("en")} rows are muted.
        </Banner>
      )}

      <Histogram answer={shown} zone={view.zone} onZoom={(range) => change(range)} />

      <div className={styles.columns}>
        {isSideOpen && (
          <div className={styles.side}>
            <Facets
              answer={facets.data}
              view={view}
              onToggle={(kind, field, value) => setView(toggled(view, kind, field, value))}
            />
          </div>
        )}
        {contextOf?.seq != null ? (
          <ContextView
            row={{ instance: contextOf.instance_id, seq: contextOf.seq, time: contextOf.time }}
            zone={view.zone}
            onOpen={(row) => openRow(row)}
            onClose={() => setContextOf(undefined)}
          />
        ) : (
          <div className={styles.list}>
            <LogList
              rows={rows}
              zone={view.zone}
              found={found}
              active={active}
              isFollowing={isFollowing}
              hasOlder={state.hasOlder}
              label="Log rows"
              onFollow={follow}
              onOpen={(row) => openRow(row)}
              onOlder={() => void feed.loadOlder()}
            />
            {!rows.length && (
              <p className={styles.empty}>
                {state.isLoading
                  ? "Loading …"
                  : "No rows in this range fit. Choose a longer range or fewer filters."}
              </p>
            )}
            {!isFollowing && (
              <button type="button" className={styles.pill} onClick={() => follow(true)}>
                {newRows ? `${newRows.toLocaleString("en")} new rows ↓` : "Follow ↓"}
              </button>
            )}
          </div>
        )}
        {open && (
          <RowDetails
            row={open}
            zone={view.zone}
            found={found}
            actions={{
              link: href("", formatView(view)),
              orderLink: (id) => href(`order/${encodeURIComponent(id)}`),
              onFilter: (kind, field, value) => setView(toggled(view, kind, field, value)),
              onPivot: (field, value) => change({ ...UNFILTERED, include: { [field]: [value] } }),
              onContext: setContextOf,
              onAround: (row) =>
                change({
                  ...UNFILTERED,
                  since: fromMillis(toMillis(row.time) - AROUND_MILLIS),
                  until: fromMillis(toMillis(row.time) + AROUND_MILLIS),
                }),
              onMute: (message) => mutes.write([...muted, kindOf(message)]),
            }}
            onClose={() => openRow(undefined)}
          />
        )}
      </div>
      <footer className={styles.foot}>
        <span>
          {rows.length.toLocaleString("en")} rows
          {state.hasOlder && ", and older ones above"}
        </span>
        <output aria-live="polite">
          {newRows > 0 && `${newRows.toLocaleString("en")} new rows`}
        </output>
        {open && <LevelLabel level={open.level} />}
      </footer>
      <KeyHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </main>
  );
}

function rangeOf(view: View) {
  return { since: view.since, until: view.until };
}
