/** From one row to another, for keys. */

import type { Row } from "../api/types";
import { countAfter, indexOf } from "./buffer";

export type Offset = 1 | -1;

/** The nearest row that fits, before or after one; from the outside where there is none. */
export function stepFrom(
  rows: readonly Row[],
  from: Row | undefined,
  offset: Offset,
  fits: (row: Row) => boolean = () => true,
): Row | undefined {
  let index = placeOf(rows, from, offset) + offset;
  let row = rows[index];
  while (row && !fits(row)) {
    index += offset;
    row = rows[index];
  }
  return row;
}

/** A row's place among the rows, or between which two of them it would stand. */
function placeOf(rows: readonly Row[], row: Row | undefined, offset: Offset): number {
  if (!row) return offset < 0 ? rows.length : -1;
  const exact = indexOf(rows, row);
  if (exact >= 0) return exact;
  const after = rows.length - countAfter(rows, row);
  return offset < 0 ? after : after - 1;
}
