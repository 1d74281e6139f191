import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { dated, today, utcOffset } from "./day";

describe("days", () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse("2026-11-23T03:00:00Z") }));
  afterEach(() => void vi.useRealTimers());

  it("are those of the zone", () => {
    expect(today("UTC")).toBe("2026-11-23");
    expect(today("America/New_York")).toBe("2026-11-22");
  });
  it("are told of times that are not today's", () => {
    expect(dated("2026-11-23T02:59:59.5Z", "UTC")).toBe("02:59:59");
    expect(dated("2026-11-22T23:59:59.5Z", "UTC")).toBe("11-22 23:59:59");
    expect(dated("2026-11-23T02:59:59.5Z", "America/New_York")).toBe("21:59:59");
    expect(dated("no time", "UTC")).toBe("no time");
  });
});

describe("the offset from UTC", () => {
  it("tells apart the two times at which a clock shows the same", () => {
    expect(utcOffset("2026-10-25T00:30:00.999999999Z", "Europe/Berlin")).toBe("+02:00");
    expect(utcOffset("2026-10-25T01:30:00.000000000Z", "Europe/Berlin")).toBe("+01:00");
  });
  it("has minutes, and a sign", () => {
    expect(utcOffset("2026-11-23T09:30:00Z", "UTC")).toBe("+00:00");
    expect(utcOffset("2026-11-23T09:30:00Z", "Asia/Kolkata")).toBe("+05:30");
    expect(utcOffset("2026-11-23T09:30:00Z", "America/St_Johns")).toBe("-03:30");
    expect(utcOffset("no time", "UTC")).toBe("");
  });
});
