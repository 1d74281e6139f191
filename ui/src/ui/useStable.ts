import { useCallback, useEffect, useRef } from "react";

/** One function for good that does what the last one given does; for events, not while drawing. */
export function useStable<A extends unknown[], R>(act: (...args: A) => R): (...args: A) => R {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
