/** The API's clock: a browser's is wrong by hours at times, and rows bear the times of servers. */

/** Smaller differences are the network's. */
const TOLERANCE_MILLIS = 5_000;
const SECOND_MILLIS = 1_000;

let offset = 0;

/**
 * Take note of the time that an answer bears, in whole seconds, from when it was asked for or later.
 *
 * @param date the header `Date`; none where another origin may not be read
 * @param askedAt when the answer was asked for, by the browser's clock
 */
export function noteDate(date: string | null, askedAt: number, now = Date.now()): void {
  const at = Date.parse(date ?? "");
  if (Number.isNaN(at)) return;
  const [low, high] = [at - now, at + SECOND_MILLIS - askedAt];
  if (low - TOLERANCE_MILLIS <= 0 && high + TOLERANCE_MILLIS >= 0) offset = 0;
  else offset = low > 0 ? low : high;
}

/** How far the API's clock is ahead of the browser's, in milliseconds; 0 where they agree. */
export function clockOffset(): number {
  return offset;
}

/** The time now by the API's clock, in milliseconds since the epoch. */
export function apiNow(): number {
  return Date.now() + offset;
}
