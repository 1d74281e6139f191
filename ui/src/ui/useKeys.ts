import { useEffect, useRef } from "react";

export type Keys = readonly (readonly [key: string, handle: () => unknown])[];

/** Handle single keys anywhere on the page, but not inside inputs, dialogs or with modifiers. */
export function useKeys(keys: Keys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target as HTMLElement | null;
      if (target?.closest("input, select, textarea, [contenteditable], dialog, [data-own-keys]")) {
        return;
      }
      // A focused button or link goes by Enter and Space itself.
      if ((event.key === "Enter" || event.key === " ") && target?.closest("button, a, summary")) {
        return;
      }
      const found = current.current.find(([key]) => key === event.key);
      if (found) {
        event.preventDefault();
        found[1]();
      }
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
