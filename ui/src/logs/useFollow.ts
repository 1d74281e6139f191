import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Row } from "../api/types";
import { hasSelection } from "../ui/selection";
import { countAfter } from "./buffer";

interface Following {
  isFollowing: boolean;
  /** The newest row when following ended. */
  seen: Row | undefined;
}

const FOLLOWING: Following = { isFollowing: true, seen: undefined };

/**
 * Whether new rows are scrolled into view, and how many came since they no longer are.
 *
 * @param within ends following where text of it is selected; without it, where any text is
 */
export function useFollow(rows: readonly Row[], within?: RefObject<Element | null>) {
  const [state, set] = useState(FOLLOWING);
  const newest = useRef<Row>(undefined);
  useEffect(() => {
    newest.current = rows.at(-1);
  }, [rows]);
  const follow = useCallback((on: boolean) => {
    const stopped = { isFollowing: false, seen: newest.current };
    set((before) => (on ? FOLLOWING : before.isFollowing ? stopped : before));
  }, []);
  // Where following ended before there were rows, the first ones are no news.
  if (!state.isFollowing && !state.seen && rows.length) set({ ...state, seen: rows.at(-1) });
  useEffect(() => {
    const onSelect = () => {
      const element = within ? within.current : document.body;
      if (element && hasSelection(element)) follow(false);
    };
    document.addEventListener("selectionchange", onSelect);
    return () => document.removeEventListener("selectionchange", onSelect);
  }, [follow, within]);
  return {
    isFollowing: state.isFollowing,
    follow,
    newRows: state.seen ? countAfter(rows, state.seen) : 0,
  };
}
