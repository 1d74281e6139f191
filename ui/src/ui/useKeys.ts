import { useEffect, useEffectEvent } from "react";

export type Keys = readonly (readonly [key: string, handle: () => unknown])[];

/** Handle single keys anywhere on the page, but not inside inputs, below popovers or with modifiers. */
export function useKeys(keys: Keys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector(":popover-open")) return; // Escape closes that
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("input, select, textarea, [contenteditable], dialog, [data-own-keys]")) {
      return;
    }
    // A focused button or link goes by Enter and Space itself.
    if ((event.key === "Enter" || event.key === " ") && target?.closest("button, a, summary")) {
      return;
    }
    const found = keys.find(([key]) => key === event.key);
    if (found) {
      event.preventDefault();
      found[1]();
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);
}
