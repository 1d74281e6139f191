/** How the nodes are: which of them are silent, and in which order they are told. */

import type { Run } from "../api/types";
import { completeness } from "../runs/completeness";
import { isBacktest } from "../runs/runs";
import { toMillis } from "../text/time";

/** A node that runs logs something every minute or so. */
const SILENT_MILLIS = 60_000;

export type State =
  /** Its newest row is young. */
  | "logging"
  /** It is old. */
  | "silent"
  /** The node was started again, and another run tells how it is. */
  | "replaced";

export function stateOf(run: Run, now: number): State {
  if (run.replaced_by) return "replaced";
  return now - toMillis(run.last) > SILENT_MILLIS ? "silent" : "logging";
}

export interface NodeState {
  run: Run;
  state: State;
}

const ORDER: Record<State, number> = { silent: 0, logging: 1, replaced: 2 };

/**
 * Nodes with their states: those that fell silent last come first.
 *
 * A run before a restart is told only where its log is not whole. A backtest is over when it is
 * over: its silence says nothing.
 */
export function nodesOf(runs: readonly Run[], now: number): NodeState[] {
  return runs
    .filter((run) => !isBacktest(run))
    .map((run) => ({ run, state: stateOf(run, now) }))
    .filter(({ run, state }) => state !== "replaced" || isWanting(run))
    .sort((a, b) => ORDER[a.state] - ORDER[b.state] || compare(a, b));
}

function isWanting(run: Run): boolean {
  return completeness(run, false).verdict === "gap";
}

/** Nodes that go on logging stand by their names: they keep their places as rows come. */
function compare({ run: a, state }: NodeState, { run: b }: NodeState): number {
  if (state !== "logging") return toMillis(b.last) - toMillis(a.last);
  return nameOf(a) < nameOf(b) ? -1 : 1;
}

function nameOf(run: Run): string {
  return [run.trader_id, run.host, run.instance_id].join("\n");
}
