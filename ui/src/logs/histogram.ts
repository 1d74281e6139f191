/** The histogram's numbers: bars, and the range that two of them span. */

import type { HistogramAnswer } from "../api/types";
import { fromMillis, toMillis } from "../text/time";

/** From the bottom of a bar to its top: the worst is on top, where the eye is. */
export const STACK = ["TRACE", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] as const;

export interface Bar {
  time: string;
  total: number;
  parts: { level: string; count: number; from: number }[];
}

export function barsOf(answer: HistogramAnswer): Bar[] {
  return answer.steps.map((step) => {
    const counts = new Map(Object.entries(step.by ?? {}));
    const known = STACK.filter((level) => counts.has(level));
    const others = [...counts.keys()].filter(
      (level) => !(STACK as readonly string[]).includes(level),
    );
    let from = 0;
    const parts = [...others, ...known].map((level) => {
      const count = counts.get(level) ?? 0;
      const part = { level, count, from };
      from += count;
      return part;
    });
    return { time: step.time, total: step.count, parts };
  });
}

/** Bars that are chosen, by their times: with each poll the same ones stand elsewhere. */
export interface Brush {
  from: string;
  to: string;
}

/** The place of the bar that a time belongs to: the nearest one where that has gone. */
export function placeOf(bars: readonly Bar[], time: string): number {
  const millis = toMillis(time);
  return Math.max(
    0,
    bars.findLastIndex((bar) => toMillis(bar.time) <= millis),
  );
}

/** The time from one bar's beginning to another's end, whichever comes first. */
export function spanOf({ from, to }: Brush, stepSecs: number): { since: string; until: string } {
  const [since, last] = toMillis(from) <= toMillis(to) ? [from, to] : [to, from];
  return { since, until: fromMillis(toMillis(last) + stepSecs * 1_000) };
}
