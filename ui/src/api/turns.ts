/**
 * Turns for requests and places for streams, over all tabs of a browser.
 *
 * The API serves two queries at once and lets others wait for seconds only. Four tabs on a slow
 * store must not take these places from its other clients, so tabs wait for each other here. And a
 * browser opens six connections to a host: streams may hold half of them.
 */

const QUERY = "vlogs-nt.query";
const STREAMS = ["vlogs-nt.stream.1", "vlogs-nt.stream.2", "vlogs-nt.stream.3"] as const;

/** Do some work once it is its turn and the page can be seen: meanwhile others have the turn. */
export async function inTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const seen = async () => (document.hidden ? undefined : { result: await work() });
  while (true) {
    const done = await withLocks(
      async (locks, begun) => locks.request(QUERY, { signal }, () => begun(seen)),
      () => inPageTurn(signal, seen),
    );
    if (done) return done.result;
    await untilSeen(signal);
  }
}

function untilSeen(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener("abort", () => reject(signal.reason));
    document.addEventListener("visibilitychange", () => resolve(), { once: true, signal });
    if (!document.hidden) resolve();
  });
}

/** Do some work that holds a stream, and return true; return false where no place is free. */
export async function withStreamPlace(work: () => Promise<void>): Promise<boolean> {
  return withLocks(
    async (locks, begun) => {
      for (const name of STREAMS) {
        const isDone = await locks.request(name, { ifAvailable: true }, async (lock) => {
          if (lock) await begun(work);
          return lock !== null;
        });
        if (isDone) return true;
      }
      return false;
    },
    () => withPagePlace(work),
  );
}

type Begun = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Do some work under the browser's locks, or without where there are none (plain http on another
 * host) or where it denies them (a frame without an origin).
 */
async function withLocks<T>(
  locked: (locks: LockManager, begun: Begun) => Promise<T>,
  unlocked: () => Promise<T>,
): Promise<T> {
  if (!navigator.locks) return unlocked();
  let hasBegun = false;
  try {
    return await locked(navigator.locks, (work) => {
      hasBegun = true;
      return work();
    });
  } catch (error) {
    const isDenied = error instanceof DOMException && error.name === "SecurityError";
    if (hasBegun || !isDenied) throw error;
    return unlocked();
  }
}

// A page without locks has turns and places of its own.
let tail: Promise<unknown> = Promise.resolve();
let free: number = STREAMS.length;

function inPageTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const turn = tail.then(() => {
    signal.throwIfAborted();
    return work();
  });
  tail = turn.catch(() => undefined);
  return turn;
}

async function withPagePlace(work: () => Promise<void>): Promise<boolean> {
  if (free <= 0) return false;
  free -= 1;
  try {
    await work();
  } finally {
    free += 1;
  }
  return true;
}
