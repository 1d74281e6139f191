import type { Api, Params } from "../api/client";
import type { HistogramAnswer, Row, SearchAnswer } from "../api/types";
import { compare, keyOf, placeOfTime } from "../logs/buffer";
import { fromMillis, shifted } from "../text/time";
import { makeRow } from "./row";

const SECOND = 1_000_000_000n;
const GRACE = 10n * SECOND;
const UNITS: Record<string, bigint> = { s: SECOND, m: 60n * SECOND, h: 3_600n * SECOND };

/** The time by a test's clock, and some seconds later or earlier. */
export function timeAt(secs = 0): string {
  return shifted(fromMillis(Date.now()), BigInt(Math.round(secs * 1e9)));
}

interface Asked {
  path: string;
  params: Params;
}

interface Stream {
  send: () => void;
  /** End it, as a server or a proxy does. */
  cut: () => void;
}

/** What the API knows of a stream, also of one that was cut. */
interface Tail {
  begin: string;
  sent: Set<string>;
}

/** An API over rows that a test adds to, with the ranges, the cursors and the streams of the real one. */
export class FakeLog implements Api {
  readonly id: number = 0;
  readonly root = "http://logs.test/api/logs";
  /** In order of time; a row that is here twice is in the store twice. */
  rows: Row[] = [];
  asked: Asked[] = [];
  streams: Stream[] = [];
  failure: Error | undefined;
  private readonly tails = new Map<string, Tail>();
  private next = 0;

  /** Add rows of now, or of some seconds after or before, a microsecond apart; return their numbers. */
  add(count: number, secs = 0, some: Partial<Row> = {}): number[] {
    const begin = timeAt(secs);
    const fresh = Array.from({ length: count }, (_, index) =>
      makeRow({ seq: this.next + index, time: shifted(begin, BigInt(index) * 1_000n), ...some }),
    );
    this.next += count;
    this.rows = [...this.rows, ...fresh].sort(compare);
    for (const stream of this.streams) stream.send();
    return fresh.map((row) => Number(row.seq));
  }

  /** The numbers of the rows of a range, in order. */
  seqsSince(since: string): number[] {
    const { start, end } = rangeOf({ since });
    return between(this.rows, start, end).map((row) => Number(row.seq));
  }

  async get<T>(path: string, params: Params, signal: AbortSignal): Promise<T> {
    this.asked.push({ path, params });
    await Promise.resolve();
    signal.throwIfAborted();
    if (this.failure) throw this.failure;
    const range = rangeOf(params);
    const rows = between(this.rows, range.start, range.end);
    const answer = path === "/histogram" ? histogram(rows, range, params) : page(rows, params);
    return { ...range, clamped: [], ...answer } as T;
  }

  async open(path: string, params: Params, signal: AbortSignal): Promise<Response> {
    this.asked.push({ path, params });
    await Promise.resolve();
    signal.throwIfAborted();
    if (this.failure) throw this.failure;
    const { name, tail } = this.tailOf(String(params.last_event_id));
    let end: () => void = () => undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const say = (text: string) => controller.enqueue(new TextEncoder().encode(text));
        const send = () => {
          for (const row of this.rows) {
            if (row.time < tail.begin || tail.sent.has(keyOf(row))) continue;
            tail.sent.add(keyOf(row));
            const id = `${positionOf(row)};${name}.${tail.sent.size}`;
            say(`event: row\nid: ${id}\ndata: ${JSON.stringify(row)}\n\n`);
          }
        };
        const heartbeat = setInterval(() => say(": nothing new\n\n"), 15_000);
        const stream = { send, cut: () => [end(), controller.close()] };
        end = () => {
          clearInterval(heartbeat);
          this.streams = this.streams.filter((one) => one !== stream);
        };
        signal.addEventListener("abort", () => [end(), controller.error(signal.reason)]);
        this.streams.push(stream);
        send();
      },
      cancel: () => end(),
    });
    return { body } as Response;
  }

  /** The tail that an event was of, without what was sent behind it; or a new one from a position on. */
  private tailOf(eventId: string): { name: string; tail: Tail } {
    const [position = "", place = ""] = eventId.split(";");
    const [name = "", number] = place.split(".");
    const known = this.tails.get(name);
    if (known) {
      known.sent = new Set([...known.sent].slice(0, Number(number)));
      return { name, tail: known };
    }
    const fresh = {
      name: `tail${this.tails.size}`,
      tail: { begin: timeOf(position), sent: new Set<string>() },
    };
    this.tails.set(fresh.name, fresh.tail);
    return fresh;
  }
}

function rangeOf({ since, until }: Params): { start: string; end: string } {
  const [, count, unit] = /^(\d+)([smh])$/.exec(String(since)) ?? [];
  return {
    start: unit ? shifted(timeAt(), -BigInt(count ?? 0) * (UNITS[unit] ?? 0n)) : String(since),
    end: until === undefined ? shifted(timeAt(), GRACE) : String(until),
  };
}

function between(rows: readonly Row[], start: string, end: string): readonly Row[] {
  return rows.slice(placeOfTime(rows, start), placeOfTime(rows, end));
}

function page(rows: readonly Row[], { limit, before, after }: Params): Partial<SearchAnswer> {
  const size = Math.min(Number(limit), 500);
  const found: Row[] = [];
  const known = new Set<string>();
  const cursor = String(after ?? before ?? "");
  const place = (nanos: bigint) => placeOfTime(rows, shifted(timeOf(cursor), nanos));
  const inTurn =
    after !== undefined
      ? rows.slice(place(0n)).filter((row) => isBehind(row, cursor))
      : rows.slice(0, before === undefined ? undefined : place(1n)).reverse();
  for (const row of inTurn) {
    if (before !== undefined && !isBefore(row, cursor)) continue;
    if (known.has(keyOf(row))) continue;
    known.add(keyOf(row));
    found.push(row);
    if (found.length > size) break;
  }
  const hasMore = found.length > size;
  const shown = found.slice(0, size).sort(compare);
  const [first, last] = [shown[0], shown.at(-1)];
  return {
    rows: shown,
    has_more: hasMore,
    older: first && (hasMore || after !== undefined) ? positionOf(first) : null,
    newer: last ? positionOf(last) : after === undefined ? null : String(after),
  };
}

function histogram(
  rows: readonly Row[],
  { start, end }: { start: string; end: string },
  { step }: Params,
): Partial<HistogramAnswer> {
  const secs = Number(String(step).replace("s", ""));
  const first = Math.floor(Date.parse(start) / 1_000 / secs) * secs;
  const steps = [];
  for (let at = first; timeOfSecs(at) < end; at += secs) {
    const count = between(rows, timeOfSecs(at), timeOfSecs(at + secs)).length;
    steps.push({ time: timeOfSecs(at), count, by: {} });
  }
  return { step_secs: secs, steps };
}

function timeOfSecs(secs: number): string {
  return shifted(fromMillis(secs * 1_000), 0n);
}

function positionOf(row: Row): string {
  return `${row.time},${row.seq},${row.instance_id}`;
}

function timeOf(position: string): string {
  return position.split(",")[0] ?? "";
}

function isBehind(row: Row, position: string): boolean {
  const [time = "", seq] = position.split(",");
  return row.time > time || (row.time === time && Number(row.seq) > Number(seq ?? Infinity));
}

function isBefore(row: Row, position: string): boolean {
  const [time = "", seq] = position.split(",");
  return row.time < time || (row.time === time && Number(row.seq) < Number(seq ?? -Infinity));
}
