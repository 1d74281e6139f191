/** An order's life, told by the rows that name it. */

import type { Row } from "../api/types";
import { compare } from "../logs/buffer";
import { toMillis } from "../text/time";

export type State =
  | "initialized"
  | "denied"
  | "emulated"
  | "released"
  | "submitted"
  | "accepted"
  | "rejected"
  | "triggered"
  | "updated"
  | "filled"
  | "canceled"
  | "expired";

const STATES: Readonly<Record<string, State>> = {
  OrderInitialized: "initialized",
  OrderDenied: "denied",
  OrderEmulated: "emulated",
  OrderReleased: "released",
  OrderSubmitted: "submitted",
  OrderAccepted: "accepted",
  OrderRejected: "rejected",
  OrderTriggered: "triggered",
  OrderUpdated: "updated",
  OrderFilled: "filled",
  OrderCanceled: "canceled",
  OrderExpired: "expired",
};

/** The states that every order goes through before it ends, in order. */
const USUAL: readonly State[] = ["initialized", "submitted", "accepted"];
const ENDS: ReadonlySet<State> = new Set(["denied", "rejected", "filled", "canceled", "expired"]);

export interface Stage {
  state: State;
  /** The row that tells of it; none where the state is missing from the log. */
  row: Row | undefined;
  /** Milliseconds since the stage before. */
  after: number | undefined;
}

/** The stages, each event once however many components log it; usual ones that are missing too. */
export function stagesOf(rows: readonly Row[]): Stage[] {
  const told = new Set<string>();
  const events: { state: State; row: Row }[] = [];
  for (const row of [...rows].sort(compare)) {
    const state = STATES[row.fields.event ?? ""];
    const identity =
      row.fields.event_id ?? `${state}~${row.fields.trade_id ?? row.fields.ts_event ?? ""}`;
    if (!state || told.has(identity)) continue;
    told.add(identity);
    events.push({ state, row });
  }
  const seen = new Set(events.map((event) => event.state));
  const isOver = events.some((event) => ENDS.has(event.state));
  const stages: Stage[] = [];
  let before: Row | undefined;
  for (const state of USUAL) {
    const isExpected = !seen.has("denied") && (state !== "accepted" || !seen.has("rejected"));
    if (!seen.has(state) && events.length && isExpected && (isOver || state === "initialized")) {
      stages.push({ state, row: undefined, after: undefined });
    }
  }
  for (const { state, row } of events) {
    stages.push({ state, row, after: before && toMillis(row.time) - toMillis(before.time) });
    before = row;
  }
  return stages.sort((a, b) => rank(a) - rank(b));
}

/** Only missing stages are moved: to the place that they should have had. */
function rank(stage: Stage): number {
  const usual = USUAL.indexOf(stage.state);
  return usual < 0 ? USUAL.length : usual;
}
