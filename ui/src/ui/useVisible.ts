import { useSyncExternalStore } from "react";

/** Whether the page can be seen: a hidden tab asks the API nothing. */
export function useVisible(): boolean {
  return useSyncExternalStore(subscribe, isVisible);
}

function subscribe(listener: () => void): () => void {
  document.addEventListener("visibilitychange", listener);
  return () => document.removeEventListener("visibilitychange", listener);
}

function isVisible(): boolean {
  return !document.hidden;
}
