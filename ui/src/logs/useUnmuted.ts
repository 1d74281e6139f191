import { useMemo } from "react";
import type { Row } from "../api/types";
import { kindOf, mutes } from "../state/mutes";
import { useSlot } from "../state/storage";

export interface Unmuted {
  rows: readonly Row[];
  /** How many rows of each muted kind are left out. */
  muted: ReadonlyMap<string, number>;
}

const NONE: ReadonlyMap<string, number> = new Map();
const kinds = new WeakMap<Row, string>();

/** The rows without those whose kind of message the user has muted. */
export function useUnmuted(all: readonly Row[]): Unmuted {
  const chosen = useSlot(mutes);
  return useMemo(() => {
    if (!chosen.length) return { rows: all, muted: NONE };
    const muted = new Map(chosen.map((kind) => [kind, 0]));
    const rows = all.filter((row) => {
      const kind = knownKind(row);
      const count = muted.get(kind);
      if (count === undefined) return true;
      muted.set(kind, count + 1);
      return false;
    });
    return { rows, muted };
  }, [all, chosen]);
}

function knownKind(row: Row): string {
  const kind = kinds.get(row) ?? kindOf(row.message);
  kinds.set(row, kind);
  return kind;
}
