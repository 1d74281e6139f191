/**
 * Turns for requests: few at a time in a page, and one at a time over all tabs of a browser.
 *
 * The API serves two queries at once and lets others wait for seconds only. Four tabs on a slow
 * store must not take these places from its other clients, so tabs wait for each other here.
 */

const LOCK = "vlogs-nt.query";

export async function inTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  if (!("locks" in navigator)) return inPageTurn(signal, work);
  return navigator.locks.request(LOCK, { signal }, work) as Promise<T>;
}

let tail: Promise<unknown> = Promise.resolve();

/** Where pages have no locks (plain http on another host), a page's own requests queue. */
function inPageTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const turn = tail.then(() => {
    signal.throwIfAborted();
    return work();
  });
  tail = turn.catch(() => undefined);
  return turn;
}
