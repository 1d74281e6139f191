/** Whether a run's rows are all there: a verdict, and the words for it. */

import type { Run } from "../api/types";
import { counted } from "../text/count";

export interface Completeness {
  verdict: "complete" | "gap" | "settling" | "unknown";
  text: string;
}

const MAX_RANGES = 8;

/**
 * What can be said of a run; where a filter or the range cuts it, only what is known to be missing.
 *
 * The API counts numbers; a record that was lost or put aside has one, and still is not there.
 */
export function completeness(run: Run | undefined, isCut: boolean): Completeness {
  if (!run) return { verdict: "unknown", text: "unknown: this run has no rows in this range" };
  const { missing, missing_records: count, lost, put_aside: putAside } = run;
  const isGap = run.verdict === "gap" || lost > 0 || putAside > 0;
  if (isGap) {
    const parts = [
      // Which ones the store may have had no time for.
      missing.length > 0 ? `missing: ${rangesText(missing)}` : count > 0 && `${count} missing`,
      lost > 0 && `${lost.toLocaleString("en")} lost`,
      putAside > 0 && `${putAside.toLocaleString("en")} put aside`,
    ].filter(Boolean);
    // A loss of which nobody knows the number has none.
    return { verdict: "gap", text: `gap – ${parts.join("; ") || "an unknown number was lost"}` };
  }
  if (isCut) return { verdict: "unknown", text: "unknown: a filter leaves rows out" };
  if (run.verdict === "complete") {
    const rows = counted(run.distinct, "row");
    // Numbers are an engine's, for all of its backtests.
    const isPart = run.run_id && run.rows < run.distinct;
    return {
      verdict: "complete",
      text: isPart ? `complete: no gap in its engine's ${rows}` : `complete: ${rows}, no gap`,
    };
  }
  if (run.verdict === "settling") {
    const may = missing.length && `; ${rangesText(missing)} may be on ${itsWay(missing)}`;
    return {
      verdict: "settling",
      text: `settling: the newest rows are younger than the durability window${may || ""}`,
    };
  }
  const why = run.partial
    ? "the store had no time to look at all of this run"
    : "the range cuts this run";
  return { verdict: "unknown", text: `unknown: ${why}` };
}

function itsWay([[first, last] = [0, 0], ...more]: readonly (readonly number[])[]): string {
  return first === last && !more.length ? "its way" : "their way";
}

function rangesText(ranges: readonly (readonly number[])[]): string {
  const texts = ranges.map(([first = 0, last = 0]) => rangeText(first, last));
  const more = texts.length - MAX_RANGES;
  return texts.slice(0, MAX_RANGES).join(", ") + (more > 0 ? ` and ${more} more ranges` : "");
}

function rangeText(first: number, last: number): string {
  return first === last ? `${first}` : `${first}–${last}`;
}
