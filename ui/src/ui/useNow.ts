import { useSyncExternalStore } from "react";
import { apiNow } from "../api/clock";

const INTERVAL_MILLIS = 1_000;

const listeners = new Set<() => void>();
let now = apiNow();
let timer: ReturnType<typeof setInterval> | undefined;

/** The time now by the API's clock, in milliseconds, looked at anew each second: one clock for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = apiNow();
    timer = setInterval(tick, INTERVAL_MILLIS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  if (document.hidden) return;
  now = apiNow();
  for (const listener of listeners) listener();
}
