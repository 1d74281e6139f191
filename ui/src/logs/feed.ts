/**
 * The rows of a view, kept up to date: the newest first, then what comes, then older ones on demand.
 *
 * One feed owns its rows. It asks nothing while it is paused (a hidden tab), and a request that is
 * superseded is aborted.
 */

import type { Api, Params } from "../api/client";
import { apiNow } from "../api/clock";
import { ApiError, retryMillis } from "../api/errors";
import { withStreamPlace } from "../api/turns";
import type { Clamped, HistogramAnswer, Row, SearchAnswer } from "../api/types";
import type { Mode } from "../state/view";
import { shifted, toMillis } from "../text/time";
import { type Buffer, EMPTY, MAX_ROWS, rowsFrom, withRows } from "./buffer";
import { shortSteps, stepOf } from "./late";
import { readStream } from "./stream";

export const POLL_MILLIS = 5_000;
const PAGE = 500;

/** Rows become visible out of order by a second or so. */
const OVERLAP_NANOS = 3_000_000_000n;

/** By how much the API lets a range end after now, for nodes whose clocks are ahead. */
const GRACE_NANOS = 10_000_000_000n;

/** After an outage rows become visible out of order by any time: how often these are looked for. */
export const LATE_MILLIS = 20_000;

/** For so long after its end a range is followed: its last rows may be on their way. */
const SETTLING_MILLIS = 30_000;

/** For how long the API knows what it has sent of a stream that was cut. */
const RESUME_MILLIS = 120_000;

/** Rows that were read without a hole. */
interface Found {
  rows: readonly Row[];
  /** Where the rows begin that are older than these and were not read. */
  unread?: string | undefined;
}

export interface FeedState {
  buffer: Buffer;
  /** The rows are another view's, until this one has its first answer or if it is refused. */
  isOutdated: boolean;
  isLoading: boolean;
  isLoadingOlder: boolean;
  hasOlder: boolean;
  clamped: readonly Clamped[];
  /** The range has ended, as far as is known: it is not asked for again. */
  isOver: boolean;
  /** What is wrong at the moment; the rows of before stay. */
  trouble: Error | undefined;
  /** Since when, in milliseconds since the epoch. */
  troubleSince: number | undefined;
  /** When the API last answered. */
  updatedAt: number | undefined;
}

/** Whether older rows may be asked for: there are some, there is room, and nothing is wrong. */
export function canLoadOlder({ hasOlder, isLoadingOlder, trouble, buffer }: FeedState): boolean {
  return hasOlder && !isLoadingOlder && !trouble && buffer.rows.length < MAX_ROWS;
}

export interface FeedOptions {
  api: Api;
  filters: Params;
  since: string;
  until: string | undefined;
  mode: Mode;
  /** How many rows to begin with. */
  first?: number;
  /** The rows of the view before this one. */
  shown?: Buffer | undefined;
  now?: () => number;
}

export class Feed {
  private state: FeedState;
  private readonly listeners = new Set<() => void>();
  private api: Api;
  private mode: Mode;
  private aborter = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private olderTimer: ReturnType<typeof setTimeout> | undefined;
  private isRunning = false;
  private hasBegun = false;
  /** The range when the API was last asked for the newest rows. */
  private range = { start: "", end: "" };
  /** Where rows older than the known ones begin, as the API told. */
  private older: string | undefined;
  /** The last event of the last stream, and when that was cut. */
  private cut: { id: string; at: number } | undefined;
  private lookedAt = 0;
  /** By their beginnings: counts of steps that were read and are short of rows nevertheless. */
  private settled: ReadonlyMap<string, number> = new Map();
  private readonly now: () => number;

  constructor(private readonly options: FeedOptions) {
    const { shown = EMPTY, now = Date.now } = options;
    this.now = now;
    this.api = options.api;
    this.mode = options.mode;
    this.state = {
      buffer: { ...shown, dropped: 0 },
      isOutdated: shown.rows.length > 0,
      isLoading: true,
      isLoadingOlder: false,
      hasOlder: false,
      clamped: [],
      isOver: options.until !== undefined, // most that have an end have ended
      trouble: undefined,
      troubleSince: undefined,
      updatedAt: undefined,
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getState = (): FeedState => this.state;

  /** Go on: at once, and then as the mode says. */
  start(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.aborter = new AbortController();
    void this.run(this.aborter.signal);
  }

  /** Ask nothing any more, until the next start. */
  stop(): void {
    this.isRunning = false;
    clearTimeout(this.timer);
    clearTimeout(this.olderTimer);
    this.aborter.abort();
  }

  /** Ask now, instead of at the next turn. */
  refresh(): void {
    this.stop();
    this.start();
  }

  /** Go on in another way, with the rows that are shown. */
  setMode(mode: Mode): void {
    if (mode === this.mode) return;
    this.mode = mode;
    if (this.isRunning) this.refresh();
  }

  /** Go on with another token, with the rows that are shown. */
  setApi(api: Api): void {
    if (api === this.api) return;
    this.api = api;
    if (this.isRunning) this.refresh();
  }

  /** Add a page of older rows, as far as there are any and there is room for them. */
  async loadOlder(): Promise<void> {
    if (canLoadOlder(this.state)) await this.readOlder();
  }

  private async readOlder(): Promise<void> {
    clearTimeout(this.olderTimer);
    if (!this.isRunning || !this.older || this.state.isLoadingOlder) return;
    this.set({ isLoadingOlder: true });
    const { signal } = this.aborter;
    try {
      // While the feed is paused a relative range goes on, and its rows stay.
      const answer = await this.search({ since: this.range.start, before: this.older }, signal);
      this.recovered();
      this.older = answer.older ?? undefined;
      this.take({ rows: answer.rows });
      this.set({ hasOlder: this.state.hasOlder && answer.has_more, isLoadingOlder: false });
    } catch (error) {
      this.set({ isLoadingOlder: false });
      if (signal.aborted) return;
      this.note(error);
      const pause = retryMillis(error);
      if (pause !== undefined) this.olderTimer = setTimeout(() => void this.readOlder(), pause);
    }
  }

  private async run(signal: AbortSignal): Promise<void> {
    let pause: number | undefined;
    try {
      // What is paused stays as it is, whenever the page is looked at again.
      if (!this.hasBegun) await this.begin(signal);
      else if (this.mode !== "off") await this.catchUp(signal);
      this.recovered();
      if (this.state.isOver || this.mode === "off") return;
      // Where no place is free a stream's rows are polled for; and a stream has no end.
      if (this.mode === "live" && !this.options.until)
        await withStreamPlace(() => this.listen(signal));
      pause = POLL_MILLIS;
    } catch (error) {
      if (signal.aborted) return;
      this.note(error);
      pause = retryMillis(error);
    }
    if (signal.aborted || pause === undefined) return;
    this.timer = setTimeout(() => void this.run(signal), pause);
  }

  private async begin(signal: AbortSignal): Promise<void> {
    const answer = await this.search({}, signal);
    this.hasBegun = true;
    this.setRange(answer);
    this.older = answer.older ?? undefined;
    this.lookedAt = this.now();
    this.set({
      buffer: withRows(EMPTY, answer.rows),
      hasOlder: answer.has_more,
      clamped: answer.clamped ?? [],
      isLoading: false,
      isOutdated: false,
    });
  }

  /**
   * Get what came since the last turn; where that is more than a page of the API, from the newest
   * row back, so that the page is never behind, however much comes.
   */
  private async catchUp(signal: AbortSignal): Promise<void> {
    if (!this.state.buffer.rows.length) return this.begin(signal);
    const from = this.nextFrom();
    const answer = await this.search({ after: `${from},0` }, signal, PAGE);
    // After a long pause the range begins behind what is known.
    const [, since] = inOrder(from, answer.start);
    const found = answer.has_more ? await this.readBack({ since }, signal) : answer;
    this.setRange(answer);
    this.take(found);
    if (this.now() - this.lookedAt >= LATE_MILLIS) await this.readLate(signal);
  }

  /** Note the range that the API has looked at: by its words, such as `09:30`, only it knows which. */
  private setRange({ start, end }: SearchAnswer): void {
    this.range = { start, end };
    const isOver = Boolean(this.options.until) && toMillis(end) + SETTLING_MILLIS < apiNow();
    if (isOver !== this.state.isOver) this.set({ isOver });
  }

  /**
   * From when on newer rows are looked for: the newest known one may be of a node whose clock is
   * ahead, or of one whose rows are visible before those of others.
   */
  private nextFrom(): string {
    const asked = shifted(this.range.end, -GRACE_NANOS);
    const known = this.state.buffer.rows.at(-1)?.time ?? asked;
    return shifted(inOrder(known, asked)[0], -OVERLAP_NANOS);
  }

  /** Read what came so late that no turn has seen it: where the log holds more than is known. */
  private async readLate(signal: AbortSignal): Promise<void> {
    this.lookedAt = this.now();
    const { buffer, hasOlder } = this.state;
    const { rows, dropped } = buffer;
    const [oldest] = rows;
    // Of the oldest time not all rows need be known.
    const since = oldest && (hasOlder || dropped) ? shifted(oldest.time, 1n) : this.range.start;
    const until = this.nextFrom(); // what is newer is the next turn's
    if (since >= until) return;
    const answer = await this.api.get<HistogramAnswer>(
      "/histogram",
      { ...this.options.filters, since, until, step: stepOf(since, until) },
      signal,
    );
    const short = shortSteps(answer, rows);
    const late = short.filter((step) => this.settled.get(step.since) !== step.count);
    const [first, last] = [late[0], late.at(-1)];
    if (first && last) {
      this.take(await this.readBack({ since: first.since, until: last.until }, signal));
    }
    // Rows that the log holds twice are counted twice, and read once.
    this.settled = new Map(short.map((step) => [step.since, step.count]));
  }

  /** Read a range's rows, the newest first, as many as a page holds: at once, without a hole. */
  private async readBack(range: Params, signal: AbortSignal): Promise<Found> {
    let rows: Row[] = [];
    let unread: string | undefined;
    do {
      const answer = await this.search({ ...range, before: unread }, signal, PAGE);
      rows = [...answer.rows, ...rows];
      unread = answer.older ?? undefined;
    } while (unread && rows.length < MAX_ROWS);
    return { rows, unread };
  }

  /** Add rows; those that have left the range go. */
  private take({ rows, unread }: Found): void {
    let { buffer, hasOlder } = this.state;
    const oldest = rows[0]?.time;
    if (unread && oldest) {
      // What lies behind rows that nobody has read goes, as if dropped for newer ones.
      const kept = rowsFrom(buffer, oldest);
      buffer = { ...kept, dropped: buffer.dropped + buffer.rows.length - kept.rows.length };
      this.older = unread;
      hasOlder = true;
    }
    buffer = withRows(buffer, rows);
    const kept = rowsFrom(buffer, this.range.start);
    const isCut = kept !== buffer;
    this.set({
      buffer: isCut ? { ...kept, dropped: 0 } : buffer,
      hasOlder: hasOlder && !isCut,
    });
  }

  private async listen(signal: AbortSignal): Promise<void> {
    const { cut } = this;
    let last = cut && this.now() - cut.at < RESUME_MILLIS ? cut.id : undefined;
    const response = await this.api.open(
      "/stream",
      // What came since it was asked for is part of the stream, and what was late for the last one.
      { ...this.options.filters, last_event_id: last ?? this.nextFrom(), interval: 1 },
      signal,
    );
    if (!response.body) return;
    const stopLooking = this.lookBeside(signal);
    try {
      await readStream(response.body, {
        onPlace: (id) => {
          last = id;
        },
        onRows: (rows) => this.take({ rows }),
        onTrouble: (error) => this.note(error),
        onRecovered: async () => {
          await this.catchUp(signal);
          this.recovered();
        },
      });
    } finally {
      stopLooking();
      this.cut = last === undefined ? undefined : { id: last, at: this.now() };
    }
    throw new ApiError("offline", "The stream was cut; connecting again");
  }

  /** Look for what a stream leaves out: where the range begins now, and what came late. */
  private lookBeside(signal: AbortSignal): () => void {
    let isLooking = false;
    const look = async () => {
      if (isLooking) return;
      isLooking = true;
      try {
        this.range = await this.search({}, signal, 1);
        this.take({ rows: [] });
        await this.readLate(signal);
      } catch {
        // The stream tells of trouble.
      }
      isLooking = false;
    };
    const timer = setInterval(() => void look(), LATE_MILLIS);
    return () => clearInterval(timer);
  }

  private search(more: Params, signal: AbortSignal, limit?: number): Promise<SearchAnswer> {
    const { filters, since, until, first } = this.options;
    const params = { since, until, limit: limit ?? first ?? PAGE, ...filters, ...more };
    return this.api.get<SearchAnswer>("", params, signal);
  }

  private note(error: unknown): void {
    this.set({
      isLoading: false,
      trouble: error instanceof Error ? error : new Error(String(error)),
      troubleSince: this.state.troubleSince ?? this.now(),
    });
  }

  private recovered(): void {
    this.set({ trouble: undefined, troubleSince: undefined, updatedAt: this.now() });
  }

  private set(change: Partial<FeedState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

/** Two times, the earlier one first. */
function inOrder(a: string, b: string): [string, string] {
  return a < b ? [a, b] : [b, a];
}
