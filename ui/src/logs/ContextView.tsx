import { useState } from "react";
import type { Row, SearchAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import type { RowRef } from "../state/view";
import { RowsAround } from "./RowsAround";

const STEP = 25;
const MAX = 100;

interface Props {
  row: RowRef;
  zone: string;
  onOpen: (row: Row) => void;
  onClose: () => void;
}

/** What a node logged before and after a row, by the rows' numbers, whatever the filters say. */
export function ContextView({ row, ...rest }: Props) {
  const [size, setSize] = useState({ before: STEP, after: STEP });
  const answer = useAnswer<SearchAnswer>("/context", {
    instance_id: row.instance,
    seq: row.seq,
    time: row.time,
    ...size,
  });
  const more = (side: "before" | "after", name: string) => (
    <button
      type="button"
      disabled={size[side] >= MAX}
      onClick={() => setSize({ ...size, [side]: Math.min(MAX, size[side] + STEP) })}
    >
      {size[side] < MAX ? name : `${MAX} rows at most`}
    </button>
  );
  return (
    <RowsAround
      label="Context"
      title={`What the node logged around row ${row.seq}`}
      rows={answer.data?.rows ?? []}
      hit={row}
      error={answer.error}
      isLoading={answer.isFetching}
      above={more("before", "Earlier rows")}
      below={more("after", "Later rows")}
      {...rest}
    />
  );
}
