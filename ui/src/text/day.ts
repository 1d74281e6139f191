/** Days of a zone's calendar, and its offset from UTC. */

import { apiNow } from "../api/clock";
import { clock, fromMillis, toMillis, type Zone } from "./time";

export function today(zone: Zone): string {
  return clock(fromMillis(apiNow()), zone).day;
}

/** The time of the day, after the day where that is not today: `11-22 23:59:59`. */
export function dated(time: string, zone: Zone): string {
  const at = clock(time, zone);
  return !at.day || at.day === today(zone) ? at.time : `${at.day.slice(5)} ${at.time}`;
}

/** The offset at a time, such as `+02:00`: in the night that ends summer time an hour comes twice. */
export function utcOffset(time: string, zone: Zone): string {
  const at = clock(time, zone);
  const minutes = Math.round((Date.parse(`${at.day}T${at.time}Z`) - toMillis(time)) / 60_000);
  if (Number.isNaN(minutes)) return "";
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? "-" : "+"}${two(hours)}:${two(rest)}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
