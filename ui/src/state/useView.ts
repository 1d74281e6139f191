import { useCallback, useMemo } from "react";
import { go, usePlace } from "./location";
import { formatView, type ParsedView, parseView, type View } from "./view";

interface Change {
  /** The back button should not lead to the view of before. */
  replace?: boolean;
}

/** The view that the address holds, and a function to change it there. */
export function useView(): ParsedView & { setView: (view: View, change?: Change) => void } {
  const { path, search } = usePlace();
  const parsed = useMemo(() => parseView(search), [search]);
  const setView = useCallback(
    (view: View, change?: Change) => go(path, formatView(view), change),
    [path],
  );
  return { ...parsed, setView };
}
