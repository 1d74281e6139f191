import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { createApi } from "../api/client";
import { ApiProvider } from "../api/context";
import { createQueryClient } from "../api/useAnswer";
import { ofStrategy } from "../state/strategyView";
import { DEFAULT_VIEW, type View } from "../state/view";
import { ErrorBoundary } from "../ui/ErrorBoundary";
import { PanelBody } from "./PanelBody";
import styles from "./StrategyLogPanel.module.css";

export interface StrategyLogPanelProps {
  /** The strategy whose log is shown, such as `EMACross-001`. */
  strategyId: string;
  /** Where the guarded API is, such as `https://logs.example/api/logs`. */
  apiUrl: string;
  /** The API's token, if it wants one. */
  token?: string;
  /** The trader whose strategy it is, where several have one of this id. */
  traderId?: string;
  /** `live`, `sandbox` or `backtest`; all but backtests by default. */
  environment?: string;
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
            <EmbeddedPanel key={props.strategyId} {...props} />
          </ErrorBoundary>
        </div>
      </ApiProvider>
    </QueryClientProvider>
  );
}

/** The panel with a view of its own: what its application asks for, and what its user changed. */
function EmbeddedPanel(props: Omit<StrategyLogPanelProps, "apiUrl" | "token">) {
  const { strategyId, traderId, environment, since = "1h", zone = "local", live = false } = props;
  const [changed, setChanged] = useState<Partial<View>>({});
  const [wasLive, setWasLive] = useState(live);
  if (wasLive !== live) {
    setWasLive(live);
    setChanged({ ...changed, mode: live ? "live" : "poll" });
  }
  const view = useMemo(() => {
    const include: Record<string, string[]> = {};
    if (traderId) include.trader_id = [traderId];
    if (environment) include.environment = [environment];
    const mode = live ? "live" : "poll";
    return ofStrategy({ ...DEFAULT_VIEW, since, zone, mode, include, ...changed }, strategyId);
  }, [strategyId, traderId, environment, since, zone, live, changed]);
  const onChange = useCallback(
    (change: Partial<View>) => setChanged((before) => ({ ...before, ...change })),
    [],
  );
  return <PanelBody strategyId={strategyId} view={view} onChange={onChange} />;
}
