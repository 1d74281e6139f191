import { type RefObject, useEffect } from "react";

/** Move the focus to an element as it appears, and back to where it was when that has gone. */
export function useFocusWhileShown(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const shown = element.current;
    const root = shown?.getRootNode() as Document | ShadowRoot | undefined;
    const before = root?.activeElement;
    shown?.focus();
    return () => {
      // Unless the user has gone elsewhere meanwhile.
      const now = root?.activeElement;
      if (now && now !== document.body && now !== shown) return;
      if (before instanceof HTMLElement && before.isConnected)
        before.focus({ preventScroll: true });
    };
  }, [element]);
}
