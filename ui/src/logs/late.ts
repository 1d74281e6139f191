/** Rows that came late: the log holds more of a step of time than the page does. */

import type { HistogramAnswer, Row } from "../api/types";
import { toMillis } from "../text/time";
import { placeOfTime } from "./buffer";

const STEPS = 100;

/** A part of a range, and how many rows the log holds of it. */
export interface Step {
  since: string;
  until: string;
  count: number;
}

/**
 * How long the steps of a range are, for the API.
 *
 * A power of two, in seconds: while the range moves on they stay the same for long.
 */
export function stepOf(since: string, until: string): string {
  const secs = (toMillis(until) - toMillis(since)) / 1_000;
  return `${2 ** Math.max(0, Math.ceil(Math.log2(secs / STEPS)))}s`;
}

/** The steps of which the log holds more than these rows, which are in order. */
export function shortSteps({ start, end, steps }: HistogramAnswer, rows: readonly Row[]): Step[] {
  return steps
    .map(({ time, count }, index) => ({
      since: time < start ? start : time,
      until: steps[index + 1]?.time ?? end,
      count,
    }))
    .filter((one) => one.count > placeOfTime(rows, one.until) - placeOfTime(rows, one.since));
}
