import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeRow } from "../testing/row";
import { isRef, shownTime, timeOfDay } from "./rows";

describe("a row's time", () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse("2026-10-25T09:30:00Z") }));
  afterEach(() => void vi.useRealTimers());

  it("has its day where it is not today's and stands alone", () => {
    const row = makeRow({ time: "2026-10-24T21:00:00.123456789Z" });
    expect(shownTime(row, "UTC")).toMatchObject({ text: "10-24 21:00:00", fraction: ".123" });
    expect(timeOfDay(row, "UTC").text).toBe("21:00:00");
    expect(shownTime(row, "Asia/Kolkata").text).toBe("02:30:00");
  });
  it("has the offset in its title, which tells an hour that comes twice apart", () => {
    const titles = ["00", "01"].map((hour) => {
      const row = makeRow({ time: `2026-10-25T${hour}:30:00.000000001Z` });
      return shownTime(row, "Europe/Berlin").title;
    });
    expect(titles).toEqual([
      "2026-10-25 02:30:00.000000001 +02:00",
      "2026-10-25 02:30:00.000000001 +01:00",
    ]);
  });
  it("is that of a backtest where there is one, with its day", () => {
    const row = makeRow({ fields: { sim_time: "2020-01-02T09:00:00.000000000Z" } });
    expect(shownTime(row, "UTC").text).toBe("01-02 09:00:00");
    expect(shownTime(row, "UTC").title).toContain("simulated; shipped at 2026-11-23");
  });
});

describe("the row of an address", () => {
  it("is found by its time as VictoriaLogs writes it too, without zeros at the end", () => {
    const row = makeRow({
      instance_id: "i",
      seq: null,
      time: "2026-10-25T09:30:00.120000000Z",
    });
    const at = (time: string) => isRef(row, { instance: "i", seq: undefined, time });
    expect(at("2026-10-25T09:30:00.12Z")).toBe(true);
    expect(at("2026-10-25T09:30:00.120000001Z")).toBe(false);
    expect(at("no time")).toBe(false);
  });
});
