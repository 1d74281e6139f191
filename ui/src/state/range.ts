/** Ranges of time: a view's, and the one in which a page shows rows whose times are known. */

import { apiNow } from "../api/clock";
import { resolved, shifted, toMillis } from "../text/time";
import type { View } from "./view";

const DAY_MILLIS = 86_400_000;

/** Half a day, so that the view goes on to fit while it is open. */
const RECENT_MILLIS = DAY_MILLIS / 2;

/** A view's range as the API's parameters; the address keeps its words. */
export function rangeParams({
  since,
  until,
  zone,
}: Pick<View, "since" | "until" | "zone">): Pick<View, "since" | "until"> {
  const now = apiNow();
  return { since: resolved(since, zone, now), until: until && resolved(until, zone, now) };
}

/** The last day where that holds the rows from one time to another, else these with a margin. */
export function rangeOf(
  first: string,
  last: string,
  marginSecs = 1,
): Pick<View, "since" | "until"> {
  if (apiNow() - toMillis(last) < RECENT_MILLIS) return { since: "24h", until: undefined };
  const margin = BigInt(marginSecs) * 1_000_000_000n;
  return { since: shifted(first, -margin), until: shifted(last, margin) };
}
