import { useCallback, useState } from "react";
import type { Row } from "../api/types";
import { isError } from "./rows";
import { type Offset, stepFrom } from "./steps";
import type { OpenRow } from "./useOpenRow";

/**
 * The row that keys act on, and the ways from it to others.
 *
 * An open row is that row; where none is open the keys move a mark alone.
 */
export function useCursor(
  rows: readonly Row[],
  { row: open, open: show, close }: OpenRow,
  follow: (on: boolean) => void,
) {
  const [marked, setMarked] = useState<Row>();
  const [told, setTold] = useState("");
  const current = open ?? marked;
  const onOpen = useCallback(
    (row: Row) => {
      follow(false);
      setTold("");
      setMarked(row);
      show(row);
    },
    [follow, show],
  );
  const step = (offset: Offset) => {
    const row = stepFrom(rows, current, offset);
    if (!row) return;
    if (open) return onOpen(row);
    follow(false);
    setTold("");
    setMarked(row);
  };
  const stepToError = (offset: Offset) => {
    const row = stepFrom(rows, current, offset, isError);
    if (row) onOpen(row);
    else setTold(`No error ${offset < 0 ? "before" : "after"} this, among the rows that are here.`);
  };
  const toggle = () => {
    const row = current ?? rows.at(-1);
    if (open) close();
    else if (row) onOpen(row);
  };
  const leave = () => (open ? close() : setMarked(undefined));
  return { current, told, onOpen, step, stepToError, toggle, leave };
}
