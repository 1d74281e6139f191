import { useSyncExternalStore } from "react";

/** Whether the page can be seen: a hidden tab asks the API nothing. */
export function useVisible(): boolean {
  return useSyncExternalStore(
    (listener) => {
      document.addEventListener("visibilitychange", listener);
      return () => document.removeEventListener("visibilitychange", listener);
    },
    () => !document.hidden,
  );
}
