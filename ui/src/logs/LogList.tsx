import { useVirtualizer } from "@tanstack/react-virtual";
import type React from "react";
import { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Row } from "../api/types";
import type { Find } from "../text/highlight";
import { indexOf, keyOf } from "./buffer";
import { type Item, withDays } from "./days";
import { LogLine } from "./LogLine";
import styles from "./LogList.module.css";
import { asTexts } from "./rows";
import type { Offset } from "./steps";
import { useSelectedRows } from "./useSelectedRows";

const WIDE_ROW = 22;
const NARROW_ROW = 42;
const NARROW_BELOW = 640;
/** So much above what is in sight is loaded already, in pixels, or a screen where that is more. */
const READY = 400;
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
  /** Older rows may be asked for at present. */
  canLoadOlder: boolean;
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
  const { rows, zone, active, isFollowing, onFollow } = props;
  const { items, days } = useMemo(() => withDays(rows, zone), [rows, zone]);
  const scroller = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const rowHeight = useRowHeight(scroller);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another height is another measure
  useLayoutEffect(() => virtual.measure(), [rowHeight]);

  const shown = useRef(items);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const before = shown.current;
    shown.current = items;
    if (isFollowing) element.scrollTop = element.scrollHeight;
    else if (before !== items) element.scrollTop += shiftOf(before, items, element, rowHeight);
  }, [items, isFollowing, rowHeight]);

  const activeIndex = useMemo(() => {
    const row = active && rows[indexOf(rows, active)];
    return row ? items.indexOf(row) : -1;
  }, [rows, items, active]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another active row is scrolled to
  useEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex, { align: "auto" });
  }, [active]);

  // After each drawing, since few rows can't be scrolled: where most are muted, or a page failed.
  useEffect(() => {
    const element = scroller.current;
    if (!element?.clientHeight || !props.canLoadOlder) return;
    if (element.scrollTop < Math.max(READY, element.clientHeight)) props.onOlder();
  });

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (below < 4 !== isFollowing) onFollow(below < 4);
  }, [isFollowing, onFollow]);

  const onKeyDown = (event: React.KeyboardEvent) => {
    const offset = ({ ArrowDown: 1, ArrowUp: -1 } as const)[event.key];
    const row = items[activeIndex];
    if (offset) props.onStep(offset);
    else if (event.key === "Enter" && typeof row === "object") props.onOpen(row);
    else return;
    event.preventDefault();
  };

  const selected = useSelectedRows(scroller, rows);
  const onCopy = (event: React.ClipboardEvent) => {
    const text = asTexts(selected());
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
          const row = items[item.index];
          if (typeof row === "string") return <Day key={row} day={row} top={item.start} />;
          if (!row) return null;
          return (
            <LogLine
              key={keyOf(row)}
              id={`${prefix}${item.index}`}
              row={row}
              index={item.index - days.filter((place) => place < item.index).length}
              top={item.start}
              zone={zone}
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

/** Where another day begins. */
function Day({ day, top }: { day: string; top: number }) {
  return (
    <div className={styles.day} role="presentation" style={{ transform: `translateY(${top}px)` }}>
      {day}
    </div>
  );
}

/** By how much the row at the upper edge has moved, in pixels; where that is gone, the next in sight. */
function shiftOf(
  before: readonly Item[],
  items: readonly Item[],
  { scrollTop, clientHeight }: Element,
  rowHeight: number,
): number {
  const first = Math.floor(scrollTop / rowHeight);
  const inSight = before.slice(first, first + Math.ceil(clientHeight / rowHeight) + 1);
  for (const [offset, item] of inSight.entries()) {
    if (typeof item === "string") continue;
    const index = first + offset;
    const moved = items[index] === item ? index : items.indexOf(item);
    if (moved >= 0) return (moved - index) * rowHeight;
  }
  return 0;
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
