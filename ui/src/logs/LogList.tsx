import { useVirtualizer } from "@tanstack/react-virtual";
import type React from "react";
import { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Row } from "../api/types";
import type { Find } from "../text/highlight";
import { indexOf, keyOf } from "./buffer";
import { LogLine } from "./LogLine";
import styles from "./LogList.module.css";
import { asTexts } from "./rows";
import type { Offset } from "./steps";

const WIDE_ROW = 22;
const NARROW_ROW = 42;
const NARROW_BELOW = 640;
/** Few: the rows that a scroll brings are drawn before it is painted. */
const OVERSCAN = 6;

interface Props {
  rows: readonly Row[];
  zone: string;
  found: Find | undefined;
  /** The row that keys act on. */
  active: Row | undefined;
  /** Whether new rows are scrolled into view. */
  isFollowing: boolean;
  hasOlder: boolean;
  label: string;
  onFollow: (isFollowing: boolean) => void;
  onOpen: (row: Row) => void;
  /** Go to the next or the previous row. */
  onStep: (offset: Offset) => void;
  onOlder: () => void;
}

/**
 * The rows, of which only those in sight are in the document.
 *
 * While the list does not follow, the row under the pointer stays where it is: what is added or
 * dropped above it moves the scroll position by as much.
 */
export function LogList(props: Props) {
  const { rows, active, isFollowing, onFollow } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const rowHeight = useRowHeight(scroller);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another height is another measure
  useLayoutEffect(() => virtual.measure(), [rowHeight]);

  const shown = useRef(rows);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const before = shown.current;
    shown.current = rows;
    if (isFollowing) element.scrollTop = element.scrollHeight;
    else if (before !== rows)
      element.scrollTop += shiftOf(before, rows, element.scrollTop, rowHeight);
  }, [rows, isFollowing, rowHeight]);

  const activeIndex = useMemo(() => (active ? indexOf(rows, active) : -1), [rows, active]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another active row is scrolled to
  useEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex, { align: "auto" });
  }, [active]);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (below < 4 !== isFollowing) onFollow(below < 4);
    if (element.scrollTop < 400 && props.hasOlder) props.onOlder();
  }, [isFollowing, onFollow, props.hasOlder, props.onOlder]);

  const onKeyDown = (event: React.KeyboardEvent) => {
    const offset = ({ ArrowDown: 1, ArrowUp: -1 } as const)[event.key];
    const row = rows[activeIndex];
    if (offset) props.onStep(offset);
    else if (event.key === "Enter" && row) props.onOpen(row);
    else return;
    event.preventDefault();
  };

  const onCopy = (event: React.ClipboardEvent) => {
    const text = asTexts(selected(rows, getSelection()));
    if (!text) return; // nothing, or a part of one row: the browser copies that
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  };

  return (
    <div
      ref={scroller}
      className={styles.list}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={rows.length}
      aria-colcount={4}
      aria-activedescendant={activeIndex >= 0 ? `${prefix}${activeIndex}` : undefined}
      onScroll={onScroll}
      onCopy={onCopy}
      onKeyDown={onKeyDown}
      style={{ "--row": `${rowHeight}px` } as React.CSSProperties}
    >
      <div className={styles.space} role="presentation" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <LogLine
              key={keyOf(row)}
              id={`${prefix}${item.index}`}
              row={row}
              index={item.index}
              top={item.start}
              zone={props.zone}
              found={props.found}
              isActive={item.index === activeIndex}
              onOpen={props.onOpen}
            />
          );
        })}
      </div>
    </div>
  );
}

/** The rows that a selection spans, if it spans several. */
function selected(rows: readonly Row[], selection: Selection | null): readonly Row[] {
  const [a, b] = [selection?.anchorNode, selection?.focusNode].map((node) => {
    const element = node instanceof Element ? node : node?.parentElement;
    return Number(element?.closest("[role=row]")?.getAttribute("aria-rowindex") ?? Number.NaN);
  });
  if (!a || !b || a === b) return [];
  return rows.slice(Math.min(a, b) - 1, Math.max(a, b));
}

/** By how much the row at the upper edge has moved, in pixels. */
function shiftOf(
  before: readonly Row[],
  rows: readonly Row[],
  top: number,
  rowHeight: number,
): number {
  const index = Math.floor(top / rowHeight);
  const edge = before[index];
  if (!edge || rows[index] === edge) return 0;
  const moved = rows.indexOf(edge);
  return moved < 0 ? 0 : (moved - index) * rowHeight;
}

function useRowHeight(element: React.RefObject<HTMLElement | null>): number {
  const [isNarrow, setNarrow] = useState(false);
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    const observer = new ResizeObserver(() => setNarrow(target.clientWidth < NARROW_BELOW));
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return isNarrow ? NARROW_ROW : WIDE_ROW;
}
