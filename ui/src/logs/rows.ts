/** What pages say of a row: how it is named in an address, when it was logged, how it reads. */

import type { Row } from "../api/types";
import type { RowRef } from "../state/view";
import { oneLine } from "../text/escape";
import { clock, toMillis } from "../text/time";

export function refOf(row: Row): RowRef {
  return { instance: row.instance_id, seq: row.seq ?? undefined, time: row.time };
}

export function isRef(row: Row, ref: RowRef | undefined): boolean {
  if (!ref || row.instance_id !== ref.instance) return false;
  return ref.seq === undefined ? row.time === ref.time : row.seq === ref.seq;
}

export function isError(row: Row): boolean {
  return row.level === "ERROR" || row.level === "CRITICAL";
}

/** A row's time of the day; of a backtest's row the simulated time, with its day. */
export function shownTime(
  row: Row,
  zone: string,
): { text: string; fraction: string; title: string } {
  const simulated = row.fields.sim_time;
  const at = clock(oneLine(simulated ?? row.time), zone);
  const full = `${at.day} ${at.time}.${at.fraction}`;
  if (simulated === undefined) {
    return { text: at.time, fraction: `.${at.fraction.slice(0, 3)}`, title: full };
  }
  const title = `${full}, simulated; shipped at ${row.time}`;
  return { text: `${at.day.slice(5)} ${at.time}`, fraction: "", title };
}

/** Milliseconds from one row to another: of one backtest by its own clock, not that of its shipping. */
export function millisBetween(before: Row, row: Row): number {
  if (before.fields.run_id === row.fields.run_id) {
    const simulated = toMillis(row.fields.sim_time ?? "") - toMillis(before.fields.sim_time ?? "");
    if (!Number.isNaN(simulated)) return simulated;
  }
  return toMillis(row.time) - toMillis(before.time);
}

/** A row as a terminal shows it. */
export function asText(row: Row): string {
  const time = row.fields.sim_time ?? row.time;
  const line = `${time} ${row.level} ${row.strategy_id ?? row.component}: ${row.message}`;
  return row.error_traceback ? `${line}\n${row.error_traceback}` : line;
}

export function asTexts(rows: readonly Row[]): string {
  return rows.map(asText).join("\n");
}
