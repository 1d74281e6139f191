/**
 * The rows of a view, kept up to date: the newest first, then what comes, then older ones on demand.
 *
 * One feed owns its rows. It asks nothing while it is paused (a hidden tab), and a request that is
 * superseded is aborted.
 */

import type { Api, Params } from "../api/client";
import { ApiError, retryMillis } from "../api/errors";
import { readEvents } from "../api/events";
import { withStreamPlace } from "../api/turns";
import type { Clamped, Row, SearchAnswer } from "../api/types";
import type { Mode } from "../state/view";
import { shifted } from "../text/time";
import { type Buffer, EMPTY, MAX_ROWS, withRows } from "./buffer";

export const POLL_MILLIS = 5_000;
const PAGE = 500;
const MAX_CATCH_UP_PAGES = MAX_ROWS / PAGE;
const OVERLAP_NANOS = 3_000_000_000n;
const WHOLE_PAGE_EVERY = 12;

/** A burst is one change of the page. */
const BURST_MILLIS = 50;

export interface FeedState {
  buffer: Buffer;
  /** The rows are another view's, until this one has its first answer or if it is refused. */
  isOutdated: boolean;
  isLoading: boolean;
  isLoadingOlder: boolean;
  hasOlder: boolean;
  clamped: readonly Clamped[];
  /** What is wrong at the moment; the rows of before stay. */
  trouble: Error | undefined;
  /** Since when, in milliseconds since the epoch. */
  troubleSince: number | undefined;
  /** When the API last answered. */
  updatedAt: number | undefined;
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
  private aborter = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isRunning = false;
  private hasBegun = false;
  /** Where rows older than the known ones begin, as the API told. */
  private older: string | undefined;
  /** Where rows newer than the known ones begin, as the API told. */
  private newer: string | undefined;
  private turns = 0;
  private readonly now: () => number;

  constructor(private readonly options: FeedOptions) {
    this.now = options.now ?? Date.now;
    const { shown = EMPTY } = options;
    this.state = {
      buffer: { ...shown, dropped: 0 },
      isOutdated: shown.rows.length > 0,
      isLoading: true,
      isLoadingOlder: false,
      hasOlder: false,
      clamped: [],
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
    this.aborter.abort();
  }

  /** Ask now, instead of at the next turn. */
  refresh(): void {
    this.stop();
    this.start();
  }

  /** Add a page of older rows, as far as there are any and there is room for them. */
  async loadOlder(): Promise<void> {
    if (!this.older || !this.state.hasOlder || this.state.isLoadingOlder) return;
    if (this.state.buffer.rows.length >= MAX_ROWS) return;
    this.set({ isLoadingOlder: true });
    const { signal } = this.aborter;
    try {
      const answer = await this.search({ before: this.older }, signal);
      this.recovered();
      this.older = answer.older ?? undefined;
      this.set({
        buffer: withRows(this.state.buffer, answer.rows),
        hasOlder: answer.has_more,
        isLoadingOlder: false,
      });
    } catch (error) {
      this.set({ isLoadingOlder: false });
      if (!signal.aborted) this.note(error);
    }
  }

  private async run(signal: AbortSignal): Promise<void> {
    let pause: number | undefined;
    try {
      await (this.hasBegun ? this.catchUp(signal) : this.begin(signal));
      this.recovered();
      if (this.options.until || this.options.mode === "off") return;
      // Where no place is free a stream's rows are polled for.
      if (this.options.mode === "live") await withStreamPlace(() => this.listen(signal));
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
    this.older = answer.older ?? undefined;
    this.newer = answer.newer ?? undefined;
    this.set({
      buffer: withRows(EMPTY, answer.rows),
      hasOlder: answer.has_more,
      clamped: answer.clamped ?? [],
      isLoading: false,
      isOutdated: false,
    });
  }

  /**
   * Get what came since the last known row; where that is more than a page of the API, from the
   * newest row back, so that the page is never behind, however much comes.
   *
   * Rows become visible out of order by a second or so, and after an outage by much more: each turn
   * looks a little further back, and now and then at the newest page as a whole.
   */
  private async catchUp(signal: AbortSignal): Promise<void> {
    const known = this.state.buffer.rows.at(-1);
    if (!known) return this.begin(signal);
    this.turns += 1;
    if (this.turns % WHOLE_PAGE_EVERY === 0) {
      const { rows } = await this.search({}, signal, PAGE);
      this.set({ buffer: withRows(this.state.buffer, rows) });
    }
    const from = shifted(known.time, -OVERLAP_NANOS);
    const answer = await this.search({ after: `${from},0` }, signal, PAGE);
    if (answer.has_more) return this.readBack(from, signal);
    this.set({ buffer: withRows(this.state.buffer, answer.rows) });
    this.newer = answer.newer ?? this.newer;
  }

  /** Read the newest rows back to a time, or as many as a page holds: at once, without a hole. */
  private async readBack(to: string, signal: AbortSignal): Promise<void> {
    const found: Row[] = [];
    let newest: SearchAnswer | undefined;
    let before: string | undefined;
    let isReached = false;
    for (let page = 0; page < MAX_CATCH_UP_PAGES && !isReached; page++) {
      const answer = await this.search({ before }, signal, PAGE);
      newest ??= answer;
      found.push(...answer.rows);
      before = answer.older ?? undefined;
      isReached = !before || answer.rows.some(({ time }) => time < to);
    }
    const { buffer } = this.state;
    // What is known lies behind rows that nobody has read: it goes as if dropped for newer ones.
    const kept = isReached ? buffer : { ...EMPTY, dropped: buffer.dropped + buffer.rows.length };
    this.set({ buffer: withRows(kept, found) });
    if (!isReached) this.older = before;
    this.newer = newest?.newer ?? this.newer;
  }

  private async listen(signal: AbortSignal): Promise<void> {
    // From the last known row on: what came since it was read is part of the stream.
    const from = this.newer ? { last_event_id: this.newer } : { backfill: "10s" };
    const response = await this.options.api.open(
      "/stream",
      { ...this.options.filters, ...from, interval: 1 },
      signal,
    );
    if (!response.body) return;
    let waiting: Row[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      clearTimeout(timer);
      timer = undefined;
      const rows = waiting;
      waiting = [];
      if (!signal.aborted) this.set({ buffer: withRows(this.state.buffer, rows) });
    };
    try {
      for await (const event of readEvents(response.body)) {
        if (event.id) this.newer = event.id;
        if (event.kind === "row") {
          waiting.push(JSON.parse(event.data) as Row);
          timer ??= setTimeout(flush, BURST_MILLIS);
        } else if (event.kind === "trouble") {
          const { detail } = JSON.parse(event.data) as { detail?: string };
          this.note(new ApiError("store", detail ?? "the log store does not answer"));
        } else if (event.kind === "recovered") {
          await this.catchUp(signal);
          this.recovered();
        }
      }
    } finally {
      flush();
    }
    throw new ApiError("offline", "The stream was cut; connecting again");
  }

  private search(more: Params, signal: AbortSignal, limit?: number): Promise<SearchAnswer> {
    const { api, filters, since, until, first } = this.options;
    const params = { since, until, limit: limit ?? first ?? PAGE, ...filters, ...more };
    return api.get<SearchAnswer>("", params, signal);
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
