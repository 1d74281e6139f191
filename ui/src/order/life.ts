/** An order's life: the states that the API found, with the time between, and those that are missing. */

import type { OrderState, Row } from "../api/types";
import { toMillis } from "../text/time";

export interface Stage {
  state: string;
  /** The row that reports it; none where the state is missing from the log. */
  row: Row | undefined;
  /** Milliseconds since the stage before. */
  after: number | undefined;
  /** Of a fill: how much of the order is filled with it. */
  filled: { quantity: number; of: number | undefined } | undefined;
}

/** States that orders go through in this order; others come after them, these two early. */
const USUAL = ["initialized", "submitted", "accepted"] as const;
const EARLY: ReadonlySet<string> = new Set(["emulated", "released", "denied"]);

/** The stages of an order, usual ones that are missing in their place. */
export function stagesOf(states: readonly OrderState[]): Stage[] {
  const stages: Stage[] = [];
  let before: Row | undefined;
  let quantity = 0;
  for (const { state, row } of states) {
    if (state === "filled") quantity += Number(row.fields.last_qty);
    stages.push({
      state,
      row,
      after: before && toMillis(row.time) - toMillis(before.time),
      // Of a fill that does not say how much it is, and of those after it, nobody knows.
      filled: state === "filled" && quantity > 0 ? { quantity, of: quantityOf(states) } : undefined,
    });
    before = row;
  }
  for (const state of USUAL) {
    if (!isExpected(state, states)) continue;
    const at = stages.findIndex((stage) => rank(stage.state) > rank(state));
    if (at < 0) continue; // nothing later was reached yet
    stages.splice(at, 0, { state, row: undefined, after: undefined, filled: undefined });
  }
  return stages;
}

/** Whether an order must have gone through a state that no row reports. */
function isExpected(usual: (typeof USUAL)[number], states: readonly OrderState[]): boolean {
  const has = (state: string) => states.some((one) => one.state === state);
  if (has(usual)) return false;
  if (usual === "submitted") return !has("denied");
  // Venues reject in place of accepting, and fill market orders without.
  if (usual === "accepted") return !has("denied") && !has("rejected") && !isMarket(states);
  return true;
}

function isMarket(states: readonly OrderState[]): boolean {
  return states.some(({ row }) => (row.fields.order_type ?? row.fields.type) === "MARKET");
}

function quantityOf(states: readonly OrderState[]): number | undefined {
  const values = states.map(({ row }) => Number(row.fields.quantity));
  return values.findLast((value) => value > 0);
}

function rank(state: string): number {
  const usual = (USUAL as readonly string[]).indexOf(state);
  if (usual >= 0) return usual;
  return EARLY.has(state) ? 0.5 : USUAL.length;
}
