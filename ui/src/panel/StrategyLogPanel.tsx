import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { createApi } from "../api/client";
import { ApiProvider } from "../api/context";
import type { FacetsAnswer, Row } from "../api/types";
import { createQueryClient, useAnswer } from "../api/useAnswer";
import { canLoadOlder } from "../logs/feed";
import { LevelToggles } from "../logs/LevelToggles";
import { LogList } from "../logs/LogList";
import { RowDetails } from "../logs/RowDetails";
import { type Offset, stepFrom } from "../logs/steps";
import { countsOf } from "../logs/useCounts";
import { useFeed } from "../logs/useFeed";
import { rangeParams } from "../state/range";
import type { Level } from "../state/view";
import { oneLine } from "../text/escape";
import { pattern } from "../text/highlight";
import { terms } from "../text/terms";
import { Banner } from "../ui/Banner";
import { ErrorBoundary } from "../ui/ErrorBoundary";
import { Text } from "../ui/Text";
import { useSettled } from "../ui/useSettled";
import styles from "./StrategyLogPanel.module.css";

export interface StrategyLogPanelProps {
  /** The strategy whose log is shown, such as `EMACross-001`. */
  strategyId: string;
  /** Where the guarded API is, such as `https://logs.example/api/logs`. */
  apiUrl: string;
  /** The API's token, if it wants one. */
  token?: string;
  /** How far back to look; an hour by default. */
  since?: string;
  /** The zone of times: `local` (the default), `UTC` or an IANA name. */
  zone?: string;
  /** Whether rows come by a stream instead of every 5 seconds. */
  live?: boolean;
}

/** The log of one strategy, to put on a card of an application of one's own. */
export function StrategyLogPanel({ apiUrl, token = "", ...props }: StrategyLogPanelProps) {
  const api = useMemo(() => createApi(apiUrl, token), [apiUrl, token]);
  const queries = useMemo<QueryClient>(createQueryClient, []);
  return (
    <QueryClientProvider client={queries}>
      <ApiProvider value={api}>
        <div className={`vlogs ${styles.frame}`}>
          <ErrorBoundary resetKey={props.strategyId}>
            <PanelBody key={props.strategyId} {...props} />
          </ErrorBoundary>
        </div>
      </ApiProvider>
    </QueryClientProvider>
  );
}

const FIRST_ROWS = 100;
const TYPING_MILLIS = 300;

/** The panel within a page that has an API and a query client already. */
export function PanelBody(props: Omit<StrategyLogPanelProps, "apiUrl" | "token">) {
  const { strategyId, zone = "local" } = props;
  const { since } = rangeParams({ since: props.since ?? "1h", until: undefined, zone });
  const [levels, setLevels] = useState<readonly Level[]>([]);
  const [search, setSearch] = useState("");
  const [isLive, setLive] = useState(props.live ?? false);
  const [isFollowing, setFollowing] = useState(true);
  const [active, setActive] = useState<Row>();
  const [isOpen, setOpen] = useState(false);
  const words = useMemo(() => terms(search), [search]);
  const settled = useSettled(words, TYPING_MILLIS);
  const filters = { strategy_id: [strategyId], levels, text: settled };
  const { feed, state } = useFeed({
    filters,
    since,
    until: undefined,
    mode: isLive ? "live" : "poll",
    first: FIRST_ROWS,
  });
  const counts = useAnswer<FacetsAnswer>(
    "/facets",
    { since, strategy_id: [strategyId], fields: "level" },
    { every: 5_000 },
  );
  const open = useCallback((row: Row) => {
    setFollowing(false);
    setActive(row);
    setOpen(true);
  }, []);
  const close = useCallback(() => setOpen(false), []);
  const { rows } = state.buffer;
  const step = (offset: Offset) => {
    const row = stepFrom(rows, active, offset);
    if (!row) return;
    setFollowing(false);
    setActive(row);
  };
  const older = useCallback(() => void feed.loadOlder(), [feed]);
  const found = useMemo(() => pattern(settled, false), [settled]);
  return (
    <section className={styles.panel} aria-label={`Log of ${oneLine(strategyId)}`}>
      <div className={styles.tools}>
        <LevelToggles
          chosen={levels}
          counts={counts.data && countsOf(counts.data)}
          isStale={counts.isPlaceholderData || counts.isError}
          onChange={setLevels}
        />
        <input
          type="search"
          aria-label="Search messages"
          placeholder="Search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <button type="button" aria-pressed={isLive} onClick={() => setLive(!isLive)}>
          Live
        </button>
      </div>
      {state.trouble && (
        <Banner kind="error">
          <Text text={state.trouble.message} isLine />
        </Banner>
      )}
      <div className={styles.rows}>
        <LogList
          rows={rows}
          zone={zone}
          found={found}
          active={active}
          isFollowing={isFollowing}
          canLoadOlder={canLoadOlder(state)}
          label={`Log rows of ${oneLine(strategyId)}`}
          onFollow={setFollowing}
          onOpen={open}
          onStep={step}
          onOlder={older}
        />
        {!rows.length && (
          <p className={styles.empty}>{state.isLoading ? "Loading …" : "No rows in this range."}</p>
        )}
      </div>
      {active && isOpen && <RowDetails row={active} zone={zone} found={found} onClose={close} />}
    </section>
  );
}
