import { type RefObject, useEffect, useRef } from "react";
import type { Row } from "../api/types";
import { selectionFrom } from "../ui/selection";
import { useStable } from "../ui/useStable";
import { indexOf } from "./buffer";

/**
 * What tells the rows that a selection spans, if it spans several.
 *
 * A row that has scrolled away is no longer in the document, and the selection then begins or ends
 * beside it: so the rows of its ends are noted while they are there.
 */
export function useSelectedRows(
  list: RefObject<HTMLElement | null>,
  rows: readonly Row[],
): () => readonly Row[] {
  const ends = useRef<readonly (Row | undefined)[]>([]);
  const note = useStable(() => {
    const selection = list.current && selectionFrom(list.current);
    const nodes = [selection?.anchorNode ?? null, selection?.focusNode ?? null];
    const before = selection?.isCollapsed ? [] : ends.current;
    ends.current = nodes.map((node, end) => {
      if (!list.current?.contains(node)) return undefined;
      return rowAt(rows, node) ?? before[end];
    });
  });
  useEffect(() => {
    document.addEventListener("selectionchange", note);
    return () => document.removeEventListener("selectionchange", note);
  }, [note]);
  return useStable(() => {
    note();
    const [from = -1, to = -1] = ends.current.map((row) => (row ? indexOf(rows, row) : -1));
    if (from < 0 || to < 0 || from === to) return [];
    return rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  });
}

function rowAt(rows: readonly Row[], node: Node | null): Row | undefined {
  const element = node instanceof Element ? node : node?.parentElement;
  return rows[Number(element?.closest("[role=row]")?.getAttribute("aria-rowindex")) - 1];
}
