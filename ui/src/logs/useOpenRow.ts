import { useCallback, useState } from "react";
import { ApiError, type Trouble } from "../api/errors";
import type { Row, SearchAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import type { RowRef } from "../state/view";
import { shifted } from "../text/time";
import { isRef, refOf } from "./rows";

export interface OpenRow {
  row: Row | undefined;
  /** The row of the address is not among those of the list. */
  isElsewhere: boolean;
  /** The log holds no such row (any more). */
  isGone: boolean;
  /** Why the API does not look for it. */
  refusal: string | undefined;
  open: (row: Row) => void;
  close: () => void;
}

/** A row without a number is looked for by its time, among those of the same moment. */
const MOMENT_NANOS = 1_000_000n;
const MOST = 500;

/**
 * The row that the address names: of those shown, or asked for by its number.
 *
 * @param isSettled whether the rows are those of the present view
 * @param onChange makes another row the open one: the same function for each drawing
 */
export function useOpenRow(
  rows: readonly Row[],
  ref: RowRef | undefined,
  isSettled: boolean,
  onChange: (ref: RowRef | undefined) => void,
): OpenRow {
  // Rows without a number share an address where they share a time: the one that was chosen counts.
  const [chosen, setChosen] = useState<Row>();
  const found = chosen && isRef(chosen, ref) ? chosen : rows.find((row) => isRef(row, ref));
  const isElsewhere = ref !== undefined && found === undefined && isSettled;
  const isNumbered = ref?.seq !== undefined;
  const asked = useAnswer<SearchAnswer>(
    isNumbered ? "/context" : "",
    isNumbered
      ? { instance_id: ref.instance, seq: ref.seq, time: ref.time, before: 0, after: 0 }
      : { since: ref?.time, until: ref && shifted(ref.time, MOMENT_NANOS), limit: MOST },
    { isEnabled: isElsewhere },
  );
  const isAnswered = asked.isSuccess && !asked.isPlaceholderData;
  const row = found ?? (isElsewhere ? asked.data?.rows.find((one) => isRef(one, ref)) : undefined);
  const open = useCallback(
    (row: Row) => {
      setChosen(row);
      onChange(refOf(row));
    },
    [onChange],
  );
  const close = useCallback(() => onChange(undefined), [onChange]);
  return {
    row,
    isElsewhere,
    isGone: isElsewhere && !row && (isAnswered || isOf(asked.error, "gone")),
    refusal: isElsewhere && isOf(asked.error, "refused") ? asked.error.message : undefined,
    open,
    close,
  };
}

function isOf(error: unknown, trouble: Trouble): error is ApiError {
  return error instanceof ApiError && error.trouble === trouble;
}
