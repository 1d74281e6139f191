import { useEffect, useRef } from "react";

export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

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
      const handle = current.current[event.key];
      if (handle) {
        event.preventDefault();
        handle(event);
      }
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
