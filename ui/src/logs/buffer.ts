/**
 * The rows that a page holds: in order of time, each once, bounded.
 *
 * A position is never a time alone: many rows may share one. Rows are told apart by their
 * instance and number, and where a row has none by all that it holds.
 */

import type { Row } from "../api/types";

export const MAX_ROWS = 10_000;

export interface Buffer {
  rows: readonly Row[];
  keys: ReadonlySet<string>;
  /** How many rows were dropped from the front, to keep the page small. */
  dropped: number;
}

export const EMPTY: Buffer = { rows: [], keys: new Set(), dropped: 0 };

const keys = new WeakMap<Row, string>();

export function keyOf(row: Row): string {
  let key = keys.get(row);
  if (key === undefined) {
    key = makeKey(row);
    keys.set(row, key);
  }
  return key;
}

function makeKey(row: Row): string {
  if (row.instance_id && row.seq !== null && row.seq !== undefined) {
    return `${row.instance_id}~${row.seq}`;
  }
  return `${row.time}~${row.message}~${JSON.stringify(row.fields)}`;
}

/** By time to the nanosecond (the texts are of one length), then instance and number. */
export function compare(a: Row, b: Row): number {
  if (a.time !== b.time) return a.time < b.time ? -1 : 1;
  if (a.instance_id !== b.instance_id) return a.instance_id < b.instance_id ? -1 : 1;
  return (a.seq ?? -1) - (b.seq ?? -1);
}

/** How many of the rows, which are in order, are newer than one, whether that is among them or not. */
export function countAfter(rows: readonly Row[], row: Row): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = rows[middle];
    if (other && compare(other, row) <= 0) low = middle + 1;
    else high = middle;
  }
  return rows.length - low;
}

/** The place of a row among rows, which are in order; -1 where it is not among them. */
export function indexOf(rows: readonly Row[], row: Row): number {
  // Rows without a number may be equal in order: it is one of those that end here.
  for (let index = rows.length - countAfter(rows, row) - 1; index >= 0; index--) {
    const other = rows[index];
    if (!other || compare(other, row) !== 0) break;
    if (keyOf(other) === keyOf(row)) return index;
  }
  return -1;
}

/** The place of the first of the rows, which are in order, at a time or later. */
export function placeOfTime(rows: readonly Row[], time: string): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = rows[middle];
    if (other && other.time < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The buffer without the rows before a time. */
export function rowsFrom(buffer: Buffer, time: string): Buffer {
  const place = placeOfTime(buffer.rows, time);
  if (!place) return buffer;
  const rows = buffer.rows.slice(place);
  return { ...buffer, rows, keys: new Set(rows.map(keyOf)) };
}

/** The buffer with more rows; of too many the oldest go. */
export function withRows(buffer: Buffer, more: readonly Row[], max = MAX_ROWS): Buffer {
  const keys = new Set(buffer.keys);
  const fresh: Row[] = [];
  for (const row of more) {
    const key = keyOf(row);
    if (!keys.has(key)) {
      keys.add(key);
      fresh.push(row);
    }
  }
  if (!fresh.length) return buffer;
  fresh.sort(compare);
  const merged = merge(buffer.rows, fresh);
  const excess = Math.max(0, merged.length - max);
  for (const row of merged.slice(0, excess)) keys.delete(keyOf(row));
  return {
    rows: excess ? merged.slice(excess) : merged,
    keys,
    dropped: buffer.dropped + excess,
  };
}

function merge(old: readonly Row[], fresh: readonly Row[]): Row[] {
  const last = old.at(-1);
  const first = fresh[0];
  if (!last || !first || compare(last, first) <= 0) return [...old, ...fresh];
  const end = fresh.at(-1);
  if (old[0] && end && compare(end, old[0]) <= 0) return [...fresh, ...old];
  return [...old, ...fresh].sort(compare);
}
