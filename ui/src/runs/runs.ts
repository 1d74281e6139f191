/** What runs are: how one is named in filters, and in which order they stand. */

import type { Run } from "../api/types";
import type { View } from "../state/view";

/** So many runs the API tells of at most. */
export const MAX_RUNS = 200;

/** A backtest is a part of its engine's instance, and has a name of its own. */
export function idOf(run: Run): string {
  return run.run_id || run.instance_id;
}

/** The filter that leaves a run's rows. */
export function includeOf(run: Run): View["include"] {
  return run.run_id ? { run_id: [run.run_id] } : { instance_id: [run.instance_id] };
}

export function isBacktest(run: Run): boolean {
  return run.run_id !== "" || run.environment === "backtest";
}

/** Runs of nodes as they are, then backtests by the time that they simulate. */
export function inOrder(runs: readonly Run[]): Run[] {
  const backtests = runs.filter(isBacktest).sort((a, b) => compare(simTime(a), simTime(b)));
  return [...runs.filter((run) => !isBacktest(run)), ...backtests];
}

export interface Group {
  name: string;
  runs: Run[];
}

/** Runs by environment: live ones first, backtests last. */
export function grouped(runs: readonly Run[]): Group[] {
  const groups = new Map<string, Run[]>([
    ["live", []],
    ["sandbox", []],
  ]);
  for (const run of inOrder(runs)) {
    const name = isBacktest(run) ? "backtest" : run.environment || "other";
    groups.set(name, [...(groups.get(name) ?? []), run]);
  }
  return [...groups].map(([name, some]) => ({ name, runs: some })).filter((one) => one.runs.length);
}

function simTime(run: Run): string {
  return run.first_sim_time || run.first;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
