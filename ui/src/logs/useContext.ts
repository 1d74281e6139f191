import { useState } from "react";
import type { Row, SearchAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import type { RowRef } from "../state/view";

const STEP = 25;
const MAX = 100;

/** The rows of a node around one of them, by their numbers, whatever the filters say. */
export function useContextRows(ref: RowRef | undefined) {
  const [size, setSize] = useState({ before: STEP, after: STEP });
  const answer = useAnswer<SearchAnswer>(
    "/context",
    { instance_id: ref?.instance, seq: ref?.seq, time: ref?.time, ...size },
    { isEnabled: ref !== undefined },
  );
  return {
    rows: (answer.data?.rows ?? []) as readonly Row[],
    error: answer.error,
    isLoading: answer.isFetching,
    more: (side: "before" | "after") =>
      setSize({ ...size, [side]: Math.min(MAX, size[side] + STEP) }),
    canGrow: { before: size.before < MAX, after: size.after < MAX },
  };
}
