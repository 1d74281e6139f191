import type { ReactElement } from "react";

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
export function StrategyLogPanel(props: StrategyLogPanelProps): ReactElement;
