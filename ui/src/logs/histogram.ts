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

/** The time from one bar's beginning to another's end, whichever comes first. */
export function spanOf(
  answer: HistogramAnswer,
  a: number,
  b: number,
): { since: string; until: string } | undefined {
  const first = answer.steps[Math.min(a, b)];
  const last = answer.steps[Math.max(a, b)];
  if (!first || !last) return undefined;
  return { since: first.time, until: fromMillis(toMillis(last.time) + answer.step_secs * 1_000) };
}
