import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Params } from "../api/client";
import { ApiError } from "../api/errors";
import { FakeLog, timeAt } from "../testing/log";
import { compare } from "./buffer";
import { canLoadOlder, Feed, type FeedOptions, LATE_MILLIS, POLL_MILLIS } from "./feed";

const OPTIONS = { filters: {}, since: "1h", until: undefined, mode: "poll" } as const;

const feeds: Feed[] = [];

function feedOf(log: FakeLog, some: Partial<FeedOptions> = {}): Feed {
  const feed = new Feed({ api: log, ...OPTIONS, ...some });
  feeds.push(feed);
  return feed;
}

const pass = (millis: number) => vi.advanceTimersByTimeAsync(millis);
const seqs = (feed: Feed) => feed.getState().buffer.rows.map((one) => one.seq);
const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);
const streamsOf = (log: FakeLog) =>
  log.asked.filter(({ path }) => path === "/stream").map(({ params }) => params.last_event_id);

/** A feed that has shown some rows. */
async function begun(log: FakeLog, some: Partial<FeedOptions> = {}): Promise<Feed> {
  const feed = feedOf(log, some);
  feed.start();
  await pass(1_000);
  return feed;
}

describe("the feed", () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse("2026-11-23T09:30:00Z") }));
  afterEach(() => {
    for (const feed of feeds.splice(0)) feed.stop();
    vi.useRealTimers();
  });

  it("shows each row once, in order, however many come between two polls", async () => {
    const log = new FakeLog();
    log.add(10);
    const feed = await begun(log);
    log.add(1_700); // more than three pages
    await pass(POLL_MILLIS);
    expect(seqs(feed)).toEqual(range(0, 1_710));
  });

  it("is at the newest row after each poll, without a hole, when more come than a page holds", async () => {
    const log = new FakeLog();
    log.add(10);
    const feed = await begun(log);
    for (const count of [12_010, 24_010]) {
      log.add(12_000);
      await pass(POLL_MILLIS);
      expect(seqs(feed)).toEqual(range(count - 10_000, count));
    }
  });

  it("keeps what it shows where a long way back breaks off, and goes it again", async () => {
    const log = new FakeLog();
    log.add(10);
    const feed = await begun(log);
    log.add(2_000);
    const get = log.get.bind(log);
    log.get = async <T>(path: string, params: Params, signal: AbortSignal): Promise<T> => {
      if (params.before !== undefined) throw new ApiError("store", "away");
      return get<T>(path, params, signal);
    };
    await pass(POLL_MILLIS);
    expect(seqs(feed)).toEqual(range(0, 10));
    expect(feed.getState().trouble?.message).toBe("away");
    log.get = get;
    await pass(60_000);
    expect(seqs(feed)).toEqual(range(0, 2_010));
  });

  it("asks nothing while it is stopped, and catches up when it goes on", async () => {
    const log = new FakeLog();
    log.add(3);
    const feed = await begun(log);
    feed.stop();
    const asked = log.asked.length;
    log.add(4);
    await pass(10 * POLL_MILLIS);
    await feed.loadOlder();
    expect(log.asked).toHaveLength(asked);
    feed.start();
    await pass(0);
    expect(seqs(feed)).toEqual(range(0, 7));
  });

  it.each(["poll", "live"] as const)(
    "shows the range as it is after a pause that is longer, without a hole (%s)",
    async (mode) => {
      const log = new FakeLog();
      log.add(20);
      const feed = await begun(log, { since: "5m", mode });
      feed.stop();
      for (let turn = 0; turn < 60; turn++) {
        log.add(20);
        await pass(60_000);
      }
      feed.start();
      await pass(0);
      expect(seqs(feed)).toEqual(log.seqsSince("5m"));
      expect(feed.getState()).toMatchObject({ hasOlder: false, buffer: { dropped: 0 } });
    },
  );

  it("shows the whole of a range that holds many pages after such a pause", async () => {
    const log = new FakeLog();
    log.add(20);
    const feed = await begun(log, { since: "5m" });
    feed.stop();
    await pass(3_600_000);
    log.add(700, -400);
    log.add(1_300, -200);
    feed.start();
    await pass(0);
    expect(seqs(feed)).toEqual(range(720, 2_020));
  });

  it.each(["poll", "live"] as const)("lets rows go that have left the range (%s)", async (mode) => {
    const log = new FakeLog();
    log.add(5);
    const feed = await begun(log, { since: "1m", mode });
    for (let turn = 0; turn < 30; turn++) {
      log.add(1);
      await pass(POLL_MILLIS);
    }
    const oldest = feed.getState().buffer.rows[0]?.time ?? "";
    expect(oldest > timeAt(-60 - LATE_MILLIS / 1_000)).toBe(true);
    expect(seqs(feed).at(-1)).toBe(34);
  });

  it("shows the rows of all nodes while the clock of one is ahead", async () => {
    const log = new FakeLog();
    log.add(1, 8);
    const feed = await begun(log);
    for (let turn = 0; turn < 4; turn++) {
      log.add(1, 8);
      log.add(2);
      await pass(POLL_MILLIS);
      expect(seqs(feed)).toEqual(log.seqsSince("1h"));
    }
  });

  it.each(["poll", "live"] as const)(
    "shows rows that come late by minutes, behind more newer ones than a page of the API holds (%s)",
    async (mode) => {
      const log = new FakeLog();
      log.add(5);
      const feed = await begun(log, { mode });
      for (let turn = 0; turn < 20; turn++) {
        log.add(100);
        await pass(POLL_MILLIS);
      }
      log.add(700, -70); // themselves more than a page
      log.add(1, -600); // older than all
      await pass(LATE_MILLIS + POLL_MILLIS);
      expect(seqs(feed)).toEqual(log.seqsSince("1h"));
    },
  );

  it("reads once what the log counts twice", async () => {
    const log = new FakeLog();
    log.add(5);
    log.rows = [...log.rows, ...log.rows.slice(0, 3)].sort(compare);
    const feed = await begun(log);
    await pass(10_000);
    log.add(1);
    await pass(10 * LATE_MILLIS);
    expect(seqs(feed)).toEqual(range(0, 6));
    const isReading = ({ path, params }: { path: string; params: Params }) =>
      path === "" && params.until !== undefined;
    expect(log.asked.filter(isReading)).toHaveLength(1);
  });

  it("keeps its rows through a failure, says since when, and recovers by itself", async () => {
    const log = new FakeLog();
    log.add(3);
    const feed = await begun(log);
    log.failure = new ApiError("store", "the log store can't be reached");
    await pass(POLL_MILLIS);
    const since = feed.getState().troubleSince;
    await pass(3 * POLL_MILLIS);
    expect(feed.getState().trouble?.message).toContain("can't be reached");
    expect(feed.getState().troubleSince).toBe(since);
    expect(seqs(feed)).toEqual([0, 1, 2]);
    log.failure = undefined;
    log.add(1);
    await pass(60_000);
    expect(feed.getState().trouble).toBeUndefined();
    expect(seqs(feed)).toEqual([0, 1, 2, 3]);
  });

  it.each(["poll", "live"] as const)(
    "follows a range up to an end that is to come, and asks no more once that is past (%s)",
    async (mode) => {
      const log = new FakeLog();
      log.add(2);
      const feed = await begun(log, { until: timeAt(60), mode });
      expect(feed.getState().isOver).toBe(false);
      log.add(3);
      await pass(POLL_MILLIS);
      expect(seqs(feed)).toEqual(range(0, 5));
      await pass(60_000);
      log.add(1, -10); // in it, on its way until now
      log.add(1); // after it
      await pass(LATE_MILLIS);
      expect(seqs(feed)).toEqual(range(0, 6));
      await pass(LATE_MILLIS);
      expect(feed.getState().isOver).toBe(true);
      const asked = log.asked.length;
      await pass(10 * LATE_MILLIS);
      expect(log.asked).toHaveLength(asked);
      expect(streamsOf(log)).toEqual([]);
    },
  );

  it("reads a range that has ended once", async () => {
    const log = new FakeLog();
    log.add(2);
    await pass(60_000);
    const feed = await begun(log, { until: timeAt(-40) });
    expect(seqs(feed)).toEqual([0, 1]);
    await pass(10 * LATE_MILLIS);
    expect(feed.getState().isOver).toBe(true);
    expect(log.asked).toHaveLength(1);
  });

  it("obeys Retry-After", async () => {
    const log = new FakeLog();
    log.failure = new ApiError("busy", "come again", 20);
    feedOf(log).start();
    await pass(19_000);
    expect(log.asked).toHaveLength(1);
    await pass(2_000);
    expect(log.asked).toHaveLength(2);
  });

  it("does not ask again what the API refuses", async () => {
    const log = new FakeLog();
    log.failure = new ApiError("refused", "`query` can't be read");
    feedOf(log).start();
    await pass(10 * POLL_MILLIS);
    expect(log.asked).toHaveLength(1);
  });

  it("loads older rows before its first one, each once", async () => {
    const log = new FakeLog();
    log.add(900);
    const feed = await begun(log);
    expect(seqs(feed)).toEqual(range(400, 900));
    await feed.loadOlder();
    expect(seqs(feed)).toEqual(range(0, 900));
    expect(feed.getState().hasOlder).toBe(false);
  });

  it.each(["off", "live"] as const)("asks again for older rows that failed (%s)", async (mode) => {
    const log = new FakeLog();
    log.add(900);
    const feed = await begun(log, { mode });
    log.failure = new ApiError("store", "away");
    await feed.loadOlder();
    expect(feed.getState().trouble?.message).toBe("away");
    expect(canLoadOlder(feed.getState())).toBe(false);
    log.failure = undefined;
    await pass(10_000);
    expect(seqs(feed)).toEqual(range(0, 900));
    expect(feed.getState().trouble).toBeUndefined();
  });
});

describe("another mode of the same feed", () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse("2026-11-23T09:30:00Z") }));
  afterEach(() => {
    for (const feed of feeds.splice(0)) feed.stop();
    vi.useRealTimers();
  });

  it("keeps the rows, older ones among them", async () => {
    const log = new FakeLog();
    log.add(700, -60);
    log.add(500, -30);
    const feed = await begun(log);
    await feed.loadOlder();
    for (const mode of ["live", "off", "poll"] as const) {
      feed.setMode(mode);
      expect(seqs(feed)).toEqual(range(200, 1_200));
      await pass(1_000);
      expect(seqs(feed)).toEqual(range(200, 1_200));
    }
    await feed.loadOlder();
    expect(seqs(feed)).toEqual(range(0, 1_200));
  });

  it("that is paused stays as it is, with its older rows, until it goes on", async () => {
    const log = new FakeLog();
    log.add(700);
    const feed = await begun(log, { since: "5m" });
    feed.setMode("off");
    const asked = log.asked.length;
    await pass(600_000);
    log.add(3);
    feed.stop(); // the tab is hidden, and shown again
    feed.start();
    await pass(1_000);
    expect(log.asked).toHaveLength(asked);
    await feed.loadOlder();
    expect(seqs(feed)).toEqual(range(0, 700));
    feed.setMode("poll");
    await pass(1_000);
    expect(seqs(feed)).toEqual(range(700, 703));
  });

  it("goes on with another token at once, with the rows that are there", async () => {
    const log = new FakeLog();
    log.add(3);
    const feed = await begun(log);
    log.failure = new ApiError("denied", "a token, please");
    await pass(POLL_MILLIS);
    const other = new FakeLog();
    other.rows = log.rows;
    feed.setApi(other);
    await pass(0);
    expect(seqs(feed)).toEqual([0, 1, 2]);
    expect(feed.getState().trouble).toBeUndefined();
    expect(other.asked).not.toHaveLength(0);
  });
});

describe("a stream", () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse("2026-11-23T09:30:00Z") }));
  afterEach(() => {
    for (const feed of feeds.splice(0)) feed.stop();
    vi.useRealTimers();
  });

  it("shows what becomes visible after rows of a node whose clock is ahead", async () => {
    const log = new FakeLog();
    log.add(2, 8);
    const feed = await begun(log, { mode: "live" });
    log.add(3);
    log.add(1, -2);
    await pass(1_000);
    expect(seqs(feed)).toEqual(log.seqsSince("1h"));
  });

  it("that is cut goes on with the rows that came late meanwhile", async () => {
    const log = new FakeLog();
    const feed = await begun(log, { mode: "live" });
    log.add(2);
    await pass(100_000);
    log.add(2);
    await pass(1_000);
    log.streams[0]?.cut();
    log.add(2, -40);
    await pass(8_000);
    expect(streamsOf(log)).toHaveLength(2);
    expect(streamsOf(log)[1]).toContain(";");
    expect(seqs(feed)).toEqual([0, 1, 4, 5, 2, 3]);
  });

  it("that was cut long ago begins anew, where the rows that were read meanwhile end", async () => {
    const log = new FakeLog();
    const feed = await begun(log, { mode: "live" });
    log.add(2);
    await pass(1_000);
    feed.stop();
    await pass(180_000);
    log.add(2);
    feed.start();
    await pass(1_000);
    expect(streamsOf(log)[1]).not.toContain(";");
    expect(seqs(feed)).toEqual(range(0, 4));
  });
});
