import { afterEach, describe, expect, it } from "vitest";
import { clockOffset, noteDate } from "./clock";

const HOUR = 3_600_000;
const NOW = Date.parse("2026-11-23T09:30:00Z");
const date = (millis: number) => new Date(millis).toUTCString();

afterEach(() => noteDate(date(NOW), NOW, NOW));

describe("the API's clock", () => {
  it("is the browser's where they agree within seconds, however slow the answer", () => {
    noteDate(date(NOW - 25_000), NOW - 25_000, NOW);
    expect(clockOffset()).toBe(0);
    noteDate(date(NOW), NOW - 25_000, NOW);
    expect(clockOffset()).toBe(0);
  });
  it("corrects a browser that is wrong by hours, in either direction", () => {
    noteDate(date(NOW + 2 * HOUR), NOW - 10, NOW);
    expect(clockOffset()).toBe(2 * HOUR);
    noteDate(date(NOW - 2 * HOUR), NOW - 10, NOW);
    expect(Math.abs(clockOffset() + 2 * HOUR)).toBeLessThan(2_000);
  });
  it("stays what it was where an answer bears no time", () => {
    noteDate(date(NOW + HOUR), NOW, NOW);
    noteDate(null, NOW, NOW);
    noteDate("soon", NOW, NOW);
    expect(clockOffset()).toBe(HOUR);
  });
});
