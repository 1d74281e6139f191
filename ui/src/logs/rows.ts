/** What pages say of a row: how it is named in an address, when it was logged, how it reads. */

import type { Row } from "../api/types";
import type { RowRef } from "../state/view";
import { dated, utcOffset } from "../text/day";
import { oneLine } from "../text/escape";
import { clock, toMillis, toNanos } from "../text/time";

export function refOf(row: Row): RowRef {
  return { instance: row.instance_id, seq: row.seq ?? undefined, time: row.time };
}

export function isRef(row: Row, ref: RowRef | undefined): boolean {
  if (!ref || row.instance_id !== ref.instance) return false;
  if (ref.seq !== undefined) return row.seq === ref.seq;
  // VictoriaLogs leaves zeros out at the end of a time, the API writes them.
  return toNanos(row.time) === toNanos(ref.time);
}

export function isError(row: Row): boolean {
  return row.level === "ERROR" || row.level === "CRITICAL";
}

export interface ShownTime {
  text: string;
  fraction: string;
  /** To the nanosecond, with the day and the zone's offset. */
  title: string;
}

/** A row's time of the day, for where the day stands beside it; of a backtest's row the simulated time, with its day. */
export function timeOfDay(row: Row, zone: string): ShownTime {
  const simulated = row.fields.sim_time;
  const time = oneLine(simulated ?? row.time);
  const at = clock(time, zone);
  const full = `${at.day} ${at.time}.${at.fraction} ${utcOffset(time, zone)}`;
  if (simulated === undefined) {
    return { text: at.time, fraction: `.${at.fraction.slice(0, 3)}`, title: full };
  }
  const title = `${full}, simulated; shipped at ${row.time}`;
  return { text: `${at.day.slice(5)} ${at.time}`, fraction: "", title };
}

/** A row's time, with its day where that is not today. */
export function shownTime(row: Row, zone: string): ShownTime {
  const shown = timeOfDay(row, zone);
  return row.fields.sim_time === undefined ? { ...shown, text: dated(row.time, zone) } : shown;
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
