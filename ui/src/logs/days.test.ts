import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeRow } from "../testing/row";
import { withDays } from "./days";

const at = (time: string, seq = 0) => makeRow({ seq, time: `2026-11-${time}.000000000Z` });

describe("the days of a list", () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse("2026-11-23T09:30:00Z") }));
  afterEach(() => void vi.useRealTimers());

  it("stand where the day of the zone changes, and first where it is not today", () => {
    const rows = [at("21T23:59:59"), at("22T00:00:00"), at("22T12:00:00"), at("23T09:00:00")];
    expect(withDays(rows, "UTC")).toEqual({
      items: ["2026-11-21", rows[0], "2026-11-22", rows[1], rows[2], "2026-11-23", rows[3]],
      days: [0, 2, 5],
    });
    expect(withDays(rows, "Pacific/Auckland").days).toEqual([0, 3]);
    expect(withDays(rows.slice(3), "UTC")).toEqual({ items: rows.slice(3), days: [] });
  });
  it("are left out where rows have simulated times, which are shown with theirs", () => {
    const rows = [makeRow({ seq: 1, fields: { sim_time: "2020-01-02T09:00:00Z" } })];
    expect(withDays(rows, "Pacific/Auckland").days).toEqual([]);
  });
});
