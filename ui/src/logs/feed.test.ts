import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Api, Params } from "../api/client";
import { ApiError } from "../api/errors";
import type { Row, SearchAnswer } from "../api/types";
import { makeRow } from "../testing/row";
import { Feed, POLL_MILLIS } from "./feed";

function row(seq: number) {
  return makeRow({ seq, time: `2026-11-23T09:30:00.${String(seq).padStart(9, "0")}Z` });
}

/** An API over rows that a test adds to: the newest of a page first, as the real one. */
class Log implements Api {
  readonly id = 0;
  rows: Row[] = [];
  asked: Params[] = [];
  failure: Error | undefined;
  page = 500;

  add(from: number, count: number): void {
    for (let seq = from; seq < from + count; seq++) this.rows.push(row(seq));
  }

  async get<T>(_path: string, params: Params, signal: AbortSignal): Promise<T> {
    this.asked.push(params);
    await Promise.resolve();
    signal.throwIfAborted();
    if (this.failure) throw this.failure;
    const limit = Math.min(Number(params.limit), this.page);
    // A time, with which a turn begins, or a position of an answer; here all rows have one second.
    const after = /^\d+$/.test(String(params.after)) ? Number(params.after) : -1;
    const before = params.before === undefined ? Infinity : Number(params.before);
    const fit = this.rows.filter((one) => Number(one.seq) > after && Number(one.seq) < before);
    const rows = params.after === undefined ? fit.slice(-limit) : fit.slice(0, limit);
    const answer: SearchAnswer = {
      start: "",
      end: "",
      clamped: [],
      rows,
      has_more: fit.length > limit,
      older: rows.length ? String(rows[0]?.seq) : null,
      newer: rows.length ? String(rows.at(-1)?.seq) : null,
    };
    return answer as T;
  }

  open(): Promise<Response> {
    throw new Error("not here");
  }
}

function feedOf(log: Log): Feed {
  return new Feed({ api: log, filters: {}, since: "1h", until: undefined, mode: "poll" });
}

const seqs = (feed: Feed) => feed.getState().buffer.rows.map((one) => one.seq);
const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);

describe("the feed", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("shows each row once, in order, however many come between two polls", async () => {
    const log = new Log();
    log.add(0, 10);
    const feed = feedOf(log);
    feed.start();
    await vi.advanceTimersByTimeAsync(0);
    log.add(10, 1_700); // more than three pages
    await vi.advanceTimersByTimeAsync(POLL_MILLIS);
    expect(seqs(feed)).toEqual(range(0, 1_710));
    feed.stop();
  });

  it("is at the newest row after each poll, without a hole, when more come than a page holds", async () => {
    const log = new Log();
    log.add(0, 10);
    const feed = feedOf(log);
    feed.start();
    await vi.advanceTimersByTimeAsync(0);
    for (const count of [25_010, 50_010]) {
      log.add(log.rows.length, 25_000);
      await vi.advanceTimersByTimeAsync(POLL_MILLIS);
      expect(seqs(feed)).toEqual(range(count - 10_000, count));
    }
    feed.stop();
  });

  it("keeps what it shows where a long way back breaks off, and goes it again", async () => {
    const log = new Log();
    log.add(0, 10);
    const feed = feedOf(log);
    feed.start();
    await vi.advanceTimersByTimeAsync(0);
    log.add(10, 2_000);
    const get = log.get.bind(log);
    log.get = async <T>(path: string, params: Params, signal: AbortSignal): Promise<T> => {
      if (params.before !== undefined) throw new ApiError("store", "away");
      return get<T>(path, params, signal);
    };
    await vi.advanceTimersByTimeAsync(POLL_MILLIS);
    expect(seqs(feed)).toEqual(range(0, 10));
    expect(feed.getState().trouble?.message).toBe("away");
    log.get = get;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seqs(feed)).toEqual(range(0, 2_010));
    feed.stop();
  });

  it("asks nothing while it is stopped, and catches up when it goes on", async () => {
    const log = new Log();
    log.add(0, 3);
    const feed = feedOf(log);
    feed.start();
    await vi.advanceTimersByTimeAsync(0);
    feed.stop();
    const asked = log.asked.length;
    log.add(3, 4);
    await vi.advanceTimersByTimeAsync(10 * POLL_MILLIS);
    expect(log.asked).toHaveLength(asked);
    feed.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(seqs(feed)).toEqual(range(0, 7));
    feed.stop();
  });

  it("keeps its rows through a failure, says since when, and recovers by itself", async () => {
    const log = new Log();
    log.add(0, 3);
    const feed = feedOf(log);
    feed.start();
    await vi.advanceTimersByTimeAsync(0);
    log.failure = new ApiError("store", "the log store can't be reached");
    await vi.advanceTimersByTimeAsync(POLL_MILLIS);
    const since = feed.getState().troubleSince;
    await vi.advanceTimersByTimeAsync(3 * POLL_MILLIS);
    expect(feed.getState().trouble?.message).toContain("can't be reached");
    expect(feed.getState().troubleSince).toBe(since);
    expect(seqs(feed)).toEqual([0, 1, 2]);
    log.failure = undefined;
    log.add(3, 1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(feed.getState().trouble).toBeUndefined();
    expect(seqs(feed)).toEqual([0, 1, 2, 3]);
    feed.stop();
  });

  it("obeys Retry-After", async () => {
    const log = new Log();
    log.failure = new ApiError("busy", "come again", 20);
    const feed = feedOf(log);
    feed.start();
    await vi.advanceTimersByTimeAsync(19_000);
    expect(log.asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(log.asked).toHaveLength(2);
    feed.stop();
  });

  it("does not ask again what the API refuses", async () => {
    const log = new Log();
    log.failure = new ApiError("refused", "`query` can't be read");
    const feed = feedOf(log);
    feed.start();
    await vi.advanceTimersByTimeAsync(10 * POLL_MILLIS);
    expect(log.asked).toHaveLength(1);
  });

  it("loads older rows before its first one, each once", async () => {
    const log = new Log();
    log.add(0, 900);
    const feed = feedOf(log);
    feed.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(seqs(feed)).toEqual(range(400, 900));
    await feed.loadOlder();
    expect(seqs(feed)).toEqual(range(0, 900));
    expect(feed.getState().hasOlder).toBe(false);
    feed.stop();
  });
});
