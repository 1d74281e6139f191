/** Times of rows: RFC 3339 texts in UTC with nanoseconds, which a JavaScript number can't hold. */

export type Zone = string; // "UTC", "local", or an IANA name such as "America/New_York"

const PATTERN = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?Z$/;

/** Milliseconds since the epoch; NaN where the text is no such time. */
export function toMillis(time: string): number {
  const match = PATTERN.exec(time);
  if (!match) return Date.parse(time);
  return Date.parse(`${match[1]}Z`) + Number((match[2] ?? "").padEnd(9, "0")) / 1e6;
}

/** Nanoseconds since the epoch; undefined where the text is no such time. */
export function toNanos(time: string): bigint | undefined {
  const match = PATTERN.exec(time);
  if (!match) return undefined;
  const seconds = Date.parse(`${match[1]}Z`) / 1000;
  if (Number.isNaN(seconds)) return undefined; // as of a 99th hour
  return BigInt(seconds) * 1_000_000_000n + BigInt((match[2] ?? "").padEnd(9, "0"));
}

/** A time some nanoseconds later, to the nanosecond; the same text where it is no such time. */
export function shifted(time: string, nanos: bigint): string {
  const at = toNanos(time);
  if (at === undefined) return time;
  const later = at + nanos;
  const seconds = later / 1_000_000_000n;
  const second = new Date(Number(seconds) * 1_000).toISOString().slice(0, 19);
  return `${second}.${String(later % 1_000_000_000n).padStart(9, "0")}Z`;
}

export function fromMillis(millis: number): string {
  return new Date(millis).toISOString();
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: Zone): Intl.DateTimeFormat {
  let found = formats.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat("en-CA", {
      ...(zone === "local" ? {} : { timeZone: zone }),
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    });
    formats.set(zone, found);
  }
  return found;
}

export interface Clock {
  day: string;
  time: string;
  fraction: string;
}

/** A time as a wall clock of the zone shows it, with all digits that it was given with. */
export function clock(time: string, zone: Zone): Clock {
  const millis = toMillis(time);
  if (Number.isNaN(millis)) return { day: "", time, fraction: "" };
  const parts = new Map(
    format(zone)
      .formatToParts(millis)
      .map((part) => [part.type, part.value]),
  );
  return {
    day: `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`,
    time: `${parts.get("hour")}:${parts.get("minute")}:${parts.get("second")}`,
    fraction: (PATTERN.exec(time)?.[2] ?? "").padEnd(9, "0"),
  };
}

/** The time, in UTC, at which a clock of the zone shows a text such as `2026-11-23T09:30:00`. */
export function fromWall(text: string, zone: Zone): string | undefined {
  const wanted = Date.parse(`${text}Z`);
  // The 30th of February is read as the 2nd of March.
  if (Number.isNaN(wanted) || !fromMillis(wanted).startsWith(text)) return undefined;
  if (zone === "local") return fromMillis(Date.parse(text));
  let millis = wanted;
  // Once for the zone's offset, and again where that differs at the time so found.
  for (let turn = 0; turn < 2; turn++) millis += wanted - toMillis(`${wall(millis, zone)}Z`);
  return fromMillis(millis);
}

const DAY = /^(today|yesterday)?(?:(?:^| +)(\d{1,2}):(\d\d)(?::(\d\d))?)?$/i;
const DATE =
  /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?)?)?$/i;

/**
 * A time as a view has it, in UTC if it is one of a wall clock: the API knows no zone of choice.
 *
 * @param text `today`, `yesterday`, `09:30` or a date without a zone; any other comes back as it is
 */
export function resolved(text: string, zone: Zone, now: number): string {
  const typed = text.trim();
  const [, word, ...figures] = (typed && DAY.exec(typed)) || [];
  if (word || figures.some(Boolean)) {
    const [hour = "0", minute = "00", second = "00"] = figures;
    const day = dayOf(now, zone, word?.toLowerCase() === "yesterday" ? 1 : 0);
    return fromWall(`${day}T${hour.padStart(2, "0")}:${minute}:${second}`, zone) ?? text;
  }
  const date = DATE.exec(typed);
  if (!date) return text;
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = ""] = date;
  const at = fromWall(`${year}-${month}-${day}T${hour}:${minute}:${second}`, zone);
  return at?.replace(".000Z", `.${fraction.padEnd(3, "0")}Z`) ?? text;
}

/** The day that it is in the zone, or some days before. */
function dayOf(now: number, zone: Zone, before: number): string {
  const today = Date.parse(wall(now, zone).slice(0, 10));
  return fromMillis(today - before * 86_400_000).slice(0, 10);
}

/** What a clock of the zone shows, as `<input type="datetime-local">` takes it. */
export function wall(millis: number, zone: Zone): string {
  const { day, time } = clock(fromMillis(millis), zone);
  return `${day}T${time}`;
}

export function isZone(zone: string): boolean {
  if (zone === "local") return true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

const UNITS: [number, string][] = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1_000, "s"],
];

/** A duration in its largest unit: `340 ms`, `12 s`, `3.5 min`, `2 d`. */
export function duration(millis: number): string {
  const size = Math.abs(millis);
  for (const [unit, name] of UNITS) {
    if (size >= unit) {
      const value = millis / unit;
      return `${value.toFixed(Math.abs(value) < 10 && value % 1 ? 1 : 0)} ${name}`;
    }
  }
  return `${size >= 10 || size === 0 ? millis.toFixed(0) : millis.toPrecision(2)} ms`;
}

/** The time between two reports: to the millisecond, while that is of interest. */
export function lag(millis: number): string {
  if (Math.abs(millis) < 10 || Math.abs(millis) >= 60_000) return duration(millis);
  return `${Math.round(millis).toLocaleString("en")} ms`;
}

export function ago(time: string, now: number): string {
  const age = now - toMillis(time);
  return age < 0 ? `in ${duration(-age)}` : `${duration(age)} ago`;
}
