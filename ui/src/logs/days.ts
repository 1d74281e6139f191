/** Where a list of rows tells the day. */

import type { Row } from "../api/types";
import { today } from "../text/day";
import { clock } from "../text/time";

/** A row, or the day of those that follow. */
export type Item = Row | string;

export interface Items {
  items: readonly Item[];
  /** The places of the days. */
  days: readonly number[];
}

/** The day that stands before a row: another one than that of the row before, or than today. */
export function dayBefore(row: Row, before: Row | undefined, zone: string): string | undefined {
  // A simulated time is shown with its own day.
  if (row.fields.sim_time !== undefined) return undefined;
  const day = dayOf(row, zone);
  return day === (before ? dayOf(before, zone) : today(zone)) ? undefined : day;
}

/** Rows, which are in order, with the days that stand before them. */
export function withDays(rows: readonly Row[], zone: string): Items {
  const items: Item[] = [];
  const days: number[] = [];
  for (let index = 0; index < rows.length; ) {
    const row = rows[index] as Row;
    const day = dayBefore(row, rows[index - 1], zone);
    if (day !== undefined) {
      days.push(items.length);
      items.push(day);
    }
    const end = endOfDay(rows, index, zone);
    for (; index < end; index++) items.push(rows[index] as Row);
  }
  return { items, days };
}

/** The place of the first row after one whose day is another. */
function endOfDay(rows: readonly Row[], index: number, zone: string): number {
  const day = dayOf(rows[index] as Row, zone);
  let low = index + 1;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (dayOf(rows[middle] as Row, zone) === day) low = middle + 1;
    else high = middle;
  }
  return low;
}

function dayOf(row: Row, zone: string): string {
  return clock(row.time, zone).day;
}
