/** What a page shows, as its address holds it: every view is a link. */

import { isZone, toNanos } from "../text/time";

export const LEVELS = ["CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG", "TRACE"] as const;
export type Level = (typeof LEVELS)[number];

/** How a page keeps up: by polling, by a stream, or not at all. */
export const MODES = ["poll", "live", "off"] as const;
export type Mode = (typeof MODES)[number];

/** One row of the log, wherever it is shown. */
export interface RowRef {
  instance: string;
  /** None for rows that no node numbered, such as those of containers. */
  seq: number | undefined;
  time: string;
}

/** Rows around one of them, shown over the list: of its node by number, or of all by time. */
export const PANES = ["context", "around"] as const;
export interface Pane {
  kind: (typeof PANES)[number];
  of: RowRef;
}

/** Values by field: a field that a program named is looked up with `valuesOf`. */
export type Filters = Readonly<Record<string, readonly string[]>>;

export interface View {
  since: string;
  until: string | undefined;
  levels: readonly Level[];
  include: Filters;
  exclude: Filters;
  text: readonly string[];
  isRegex: boolean;
  logsql: string;
  zone: string;
  mode: Mode;
  /** The row that is open. */
  row: RowRef | undefined;
  pane: Pane | undefined;
}

export const DEFAULT_VIEW: View = {
  since: "1h",
  until: undefined,
  levels: [],
  include: {},
  exclude: {},
  text: [],
  isRegex: false,
  logsql: "",
  zone: "local",
  mode: "poll",
  row: undefined,
  pane: undefined,
};

/** A change that closes what is open over the rows and beside them. */
export const CLOSED = { row: undefined, pane: undefined } satisfies Partial<View>;

/** A change that takes all filters away and leaves the range. */
export const UNFILTERED = {
  levels: [],
  include: {},
  exclude: {},
  text: [],
  isRegex: false,
  logsql: "",
} satisfies Partial<View>;

export interface ParsedView {
  view: View;
  /** What in the address makes no sense, in words. */
  problems: string[];
}

const FIELD = /^[A-Za-z_][\w.-]{0,127}$/;
const MAX_VALUES = 32;
const MAX_CHARS = 1_000;

/** The view that an address holds; `usual` is the range of a page whose address names none. */
export function parseView(search: string, usual = DEFAULT_VIEW.since): ParsedView {
  const params = new URLSearchParams(search);
  const problems: string[] = [];
  const texts = (name: string) =>
    params.getAll(name).filter((value) => {
      if (value && value.length <= MAX_CHARS) return true;
      problems.push(`“${name}” must have 1 to ${MAX_CHARS} characters`);
      return false;
    });
  const choice = <T extends string>(name: string, choices: readonly T[], fallback: T): T => {
    const value = params.get(name);
    if (value === null) return fallback;
    const found = choices.find((one) => one === value);
    if (!found) problems.push(`“${name}” is one of ${choices.join(", ")}, was “${value}”`);
    return found ?? fallback;
  };
  const levels = (params.get("levels") ?? "")
    .split(",")
    .filter(Boolean)
    .filter((level): level is Level => {
      const isKnown = (LEVELS as readonly string[]).includes(level);
      if (!isKnown) problems.push(`“${level}” is no level`);
      return isKnown;
    });
  const zone = params.get("zone") || DEFAULT_VIEW.zone;
  if (!isZone(zone))
    problems.push(`“zone” is local, UTC or a name such as Asia/Tokyo, was “${zone}”`);
  return {
    view: {
      since: params.get("since") || usual,
      until: params.get("until") || undefined,
      levels,
      include: pairs(texts("is"), problems),
      exclude: pairs(texts("not"), problems),
      text: texts("text").slice(0, MAX_VALUES),
      isRegex: params.get("regex") === "1",
      logsql: params.get("query") ?? "",
      zone: isZone(zone) ? zone : DEFAULT_VIEW.zone,
      mode: choice("mode", MODES, DEFAULT_VIEW.mode),
      row: rowRef("row", params.get("row"), problems),
      pane: pane(params, problems),
    },
    problems,
  };
}

/** The address of a view, without what is usual. */
export function formatView(view: View, usual = DEFAULT_VIEW.since): string {
  const params = new URLSearchParams();
  const set = (name: string, value: string | undefined, usual = "") => {
    if (value !== undefined && value !== usual) params.set(name, value);
  };
  set("since", view.since, usual);
  set("until", view.until);
  set("levels", view.levels.join(","));
  for (const [name, fields] of [
    ["is", view.include],
    ["not", view.exclude],
  ] as const) {
    for (const [field, values] of Object.entries(fields)) {
      for (const value of values) params.append(name, pairOf(field, value));
    }
  }
  for (const term of view.text) params.append("text", term);
  set("regex", view.isRegex ? "1" : undefined);
  set("query", view.logsql);
  set("zone", view.zone, DEFAULT_VIEW.zone);
  set("mode", view.mode, DEFAULT_VIEW.mode);
  if (view.row) set("row", formatRow(view.row));
  if (view.pane) set(view.pane.kind, formatRow(view.pane.of));
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** The usual view, as an address has it, in a zone: a page that is left hands its zone on. */
export function inZone(zone: string): string {
  return formatView({ ...DEFAULT_VIEW, zone });
}

export function formatRow(row: RowRef): string {
  return `${row.instance}~${row.seq ?? ""}~${row.time}`;
}

/** Why no address can hold a filter by a value; undefined where one can. */
export function whyNoFilter(field: string, value: string): string | undefined {
  if (!FIELD.test(field)) return "No filter can name this field: it is no plain name";
  if (!value) return "No filter can be by an empty value";
  if (pairOf(field, value).length <= MAX_CHARS) return undefined;
  return `No filter can hold this value: it is longer than ${MAX_CHARS.toLocaleString("en")} characters`;
}

function pairOf(field: string, value: string): string {
  return `${field}=${value}`;
}

/** The view with a value of a field included or excluded, or neither if it was. */
export function toggled(
  view: View,
  kind: "include" | "exclude",
  field: string,
  value: string,
): View {
  const other = kind === "include" ? "exclude" : "include";
  const before = valuesOf(view[kind], field);
  const after = before.includes(value)
    ? before.filter((one) => one !== value)
    : [...before, value].slice(-MAX_VALUES);
  return {
    ...view,
    [kind]: withValues(view[kind], field, after),
    [other]: withValues(
      view[other],
      field,
      valuesOf(view[other], field).filter((one) => one !== value),
    ),
  };
}

/** Fields that name a run: a node's, or a backtest of an engine. */
export const RUN_FIELDS = ["instance_id", "run_id"] as const;

/** Whether anything but the range narrows the view; a run's own name does not cut its rows. */
export function isFiltered(view: View, { exceptRun = false } = {}): boolean {
  return Boolean(
    view.levels.length ||
      Object.keys(view.include).some(
        (field) => !(exceptRun && (RUN_FIELDS as readonly string[]).includes(field)),
      ) ||
      Object.keys(view.exclude).length ||
      view.text.length ||
      view.logsql,
  );
}

/** The view without the filters of one field. */
export function without(view: View, field: string): View {
  return {
    ...view,
    include: withValues(view.include, field, []),
    exclude: withValues(view.exclude, field, []),
  };
}

/** The values of a field, which may be called like something that every object has. */
export function valuesOf(fields: Filters, field: string): readonly string[] {
  return (Object.hasOwn(fields, field) && fields[field]) || [];
}

function withValues(fields: Filters, field: string, values: readonly string[]): Filters {
  const { [field]: _, ...rest } = fields;
  return values.length ? { ...rest, [field]: values } : rest;
}

function pairs(texts: readonly string[], problems: string[]): Filters {
  const fields = new Map<string, string[]>();
  if (texts.length > MAX_VALUES) problems.push(`of more than ${MAX_VALUES} filters the rest`);
  for (const text of texts.slice(0, MAX_VALUES)) {
    const at = text.indexOf("=");
    const field = text.slice(0, at);
    const value = text.slice(at + 1);
    if (at < 1 || whyNoFilter(field, value) !== undefined) {
      problems.push(`a filter reads FIELD=VALUE, was “${text}”`);
    } else {
      fields.set(field, [...(fields.get(field) ?? []), value]);
    }
  }
  return Object.fromEntries(fields);
}

function pane(params: URLSearchParams, problems: string[]): Pane | undefined {
  for (const kind of PANES) {
    const of = rowRef(kind, params.get(kind), problems);
    if (of) return { kind, of };
  }
  return undefined;
}

function rowRef(name: string, text: string | null, problems: string[]): RowRef | undefined {
  if (!text) return undefined;
  // From its end: a name may hold the sign.
  const [, instance, seq, time] = /^(.*)~(\d{0,15})~([^~]+)$/s.exec(text) ?? [];
  if (instance !== undefined && time && toNanos(time) !== undefined) {
    return { instance, seq: seq ? Number(seq) : undefined, time };
  }
  problems.push(`“${name}” names no row: “${text}”`);
  return undefined;
}
