/** Where an order's page is: ids repeat from run to run, so an address names whose order it is. */

import type { OrderOwner } from "../api/types";
import { href } from "../state/location";
import { DEFAULT_VIEW, formatView, type View } from "../state/view";

export type Owner = Pick<OrderOwner, "trader_id" | "run_id">;

const MAX_CHARS = 1_000;

/** The owner that an address names; none where the newest order of the id is meant. */
export function ownerOf({ include }: View): Owner | undefined {
  const { trader_id: [trader] = [], run_id: [run] = [] } = include;
  if (trader === undefined && run === undefined) return undefined;
  return { trader_id: trader ?? "", run_id: run ?? "" };
}

/** The path of an order's page, and its query for an owner. */
export function orderPlace(id: string, owner: Partial<Owner>, zone: string): [string, string] {
  const include: Record<string, string[]> = {};
  for (const field of ["trader_id", "run_id"] as const) {
    const value = owner[field];
    if (value && value.length <= MAX_CHARS) include[field] = [value];
  }
  return [`order/${encodeURIComponent(id)}`, formatView({ ...DEFAULT_VIEW, zone, include })];
}

/** The address of an order's page. */
export function orderHref(id: string, owner: Partial<Owner>, zone: string): string {
  return href(...orderPlace(id, owner, zone));
}
