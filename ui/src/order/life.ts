/** An order's life: the states that the API found, with the time between, and those that are missing. */

import type { OrderState, Row } from "../api/types";
import { millisBetween } from "../logs/rows";
import { asDigits, type Decimal, decimal, isLess, sum } from "../text/decimal";

/** How much of an order is filled by one of its fills, and those before. */
export interface Filled {
  quantity: string;
  /** What the order is about by then, where a row says so. */
  of: string | undefined;
  isPartial: boolean;
}

export interface Stage {
  state: string;
  /** The row that reports it; none where the state is missing from the log. */
  row: Row | undefined;
  /** Milliseconds since the stage before. */
  after: number | undefined;
  /** Of a fill: how much of the order is filled with it. */
  filled: Filled | undefined;
}

/** States that orders go through in this order; others come after them, these two early. */
const USUAL = ["initialized", "submitted", "accepted"] as const;
const EARLY: ReadonlySet<string> = new Set(["emulated", "released", "denied"]);

/**
 * The stages of an order, usual ones that are missing in their place.
 *
 * @param isPartial whether states are left out: then no fill is summed, and none is missing
 */
export function stagesOf(states: readonly OrderState[], isPartial = false): Stage[] {
  const stages: Stage[] = [];
  let before: Row | undefined;
  let total: Decimal | undefined = isPartial ? undefined : { digits: 0n, places: 0 };
  let of: string | undefined;
  for (const { state, row } of states) {
    // An order that is amended is about another quantity from then on.
    if (decimal(row.fields.quantity)?.digits) of = row.fields.quantity;
    if (state === "filled") total = plus(total, row.fields.last_qty);
    stages.push({
      state,
      row,
      after: before && millisBetween(before, row),
      filled: state === "filled" ? filledOf(total, of) : undefined,
    });
    before = row;
  }
  for (const state of isPartial ? [] : USUAL) {
    if (!isExpected(state, states)) continue;
    const at = stages.findIndex((stage) => rank(stage.state) > rank(state));
    if (at < 0) continue; // nothing later was reached yet
    stages.splice(at, 0, { state, row: undefined, after: undefined, filled: undefined });
  }
  return stages;
}

/** The newest amendment of an order, if there is one. */
export function amendmentOf(states: readonly OrderState[]): Row | undefined {
  return states.findLast(({ state }) => state === "updated")?.row;
}

/** A total with one more fill; of a fill that does not say how much it is, nobody knows. */
function plus(total: Decimal | undefined, quantity: string | undefined): Decimal | undefined {
  const more = decimal(quantity);
  return total && more && sum(total, more);
}

function filledOf(total: Decimal | undefined, of: string | undefined): Filled | undefined {
  if (!total?.digits) return undefined;
  const whole = decimal(of);
  return { quantity: asDigits(total), of, isPartial: whole !== undefined && isLess(total, whole) };
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

function rank(state: string): number {
  const usual = (USUAL as readonly string[]).indexOf(state);
  if (usual >= 0) return usual;
  return EARLY.has(state) ? 0.5 : USUAL.length;
}
