/** Whether a run's rows are all there: a verdict, and the words for it. */

import type { Run } from "../api/types";

export interface Completeness {
  verdict: "complete" | "gap" | "settling" | "unknown";
  text: string;
}

/** What can be said of a run; where a filter or the range cuts it, nothing can. */
export function completeness(run: Run | undefined, isCut: boolean): Completeness {
  if (!run) return { verdict: "unknown", text: "unknown: this run has no rows in this range" };
  if (isCut) return { verdict: "unknown", text: "unknown: a filter leaves rows out" };
  const { missing, lost, put_aside: putAside } = run;
  if (run.verdict === "gap") {
    const parts = [
      missing.length &&
        `missing: ${missing.map(([first, last]) => rangeText(first, last)).join(", ")}`,
      lost && `${lost.toLocaleString("en")} lost`,
      putAside && `${putAside.toLocaleString("en")} put aside`,
    ].filter(Boolean);
    return { verdict: "gap", text: `gap – ${parts.join("; ") || "rows are missing"}` };
  }
  if (run.verdict === "complete") {
    return {
      verdict: "complete",
      text: `complete: ${run.distinct.toLocaleString("en")} rows, no gap`,
    };
  }
  if (run.verdict === "settling") {
    return {
      verdict: "settling",
      text: "settling: the newest rows are younger than the durability window",
    };
  }
  return { verdict: "unknown", text: "unknown: the range cuts this run" };
}

function rangeText(first: number, last: number): string {
  return first === last ? `${first}` : `${first}–${last}`;
}
