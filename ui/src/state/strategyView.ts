/** What pages show of strategies: a backtest's have the ids of the node's, and are not what it does. */

import { DEFAULT_VIEW, type View } from "./view";

export const BACKTEST = "backtest";

/** Fields by which a backtest can be chosen. */
const CHOOSING = ["environment", "run_id", "instance_id"] as const;

type Scope = Pick<View, "include" | "exclude">;

/** The filters of a view, without backtests unless it chooses an environment or a run. */
export function withoutBacktests({ include, exclude }: Scope): Scope {
  if (CHOOSING.some((field) => include[field]?.length)) return { include, exclude };
  const others = exclude.environment ?? [];
  if (others.includes(BACKTEST)) return { include, exclude };
  return { include, exclude: { ...exclude, environment: [...others, BACKTEST] } };
}

/** The rows of one strategy in a view. */
export function ofStrategy(view: View, strategyId: string): View {
  const include = { ...view.include, strategy_id: [strategyId] };
  return { ...view, ...withoutBacktests({ ...view, include }) };
}

/** The filters of a view alone, as links from one page of strategies to another hand them on. */
export function scopeOf({ since, until, zone, include, exclude }: View): View {
  return { ...DEFAULT_VIEW, since, until, zone, include, exclude };
}
