import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Row } from "../api/types";
import { keyOf } from "./buffer";

interface Following {
  isFollowing: boolean;
  /** The newest row when following ended, by its key. */
  seen: string | undefined;
}

const FOLLOWING: Following = { isFollowing: true, seen: undefined };

/** Whether new rows are scrolled into view, and how many came since they no longer are. */
export function useFollow(rows: readonly Row[]) {
  const [{ isFollowing, seen }, set] = useState(FOLLOWING);
  const current = useRef(rows);
  useEffect(() => {
    current.current = rows;
  }, [rows]);
  const follow = useCallback((on: boolean) => {
    const last = current.current.at(-1);
    const stopped = { isFollowing: false, seen: last && keyOf(last) };
    set((before) => (on ? FOLLOWING : before.isFollowing ? stopped : before));
  }, []);
  useEffect(() => {
    const onSelect = () => {
      if (String(getSelection())) follow(false);
    };
    document.addEventListener("selectionchange", onSelect);
    return () => document.removeEventListener("selectionchange", onSelect);
  }, [follow]);
  const newRows = useMemo(() => {
    if (!seen) return 0;
    const index = rows.findLastIndex((row) => keyOf(row) === seen);
    return index < 0 ? 0 : rows.length - 1 - index;
  }, [rows, seen]);
  return { isFollowing, follow, newRows };
}
