import { describe, expect, it } from "vitest";
import { rangeOf, rangeParams } from "./range";

describe("the range of rows", () => {
  it("is the last day for what goes on, however long ago it began", () => {
    const now = new Date().toISOString();
    expect(rangeOf("2020-01-01T00:00:00Z", now)).toEqual({ since: "24h", until: undefined });
  });
  it("holds the first and the last row of what is over", () => {
    expect(rangeOf("2026-01-01T00:00:01.5Z", "2026-01-02T00:00:00Z")).toEqual({
      since: "2026-01-01T00:00:00.500000000Z",
      until: "2026-01-02T00:00:01.000000000Z",
    });
  });
  it("is asked for as a clock of the view's zone has it", () => {
    const view = { since: "2026-11-23 09:30", until: "2026-11-24", zone: "America/New_York" };
    expect(rangeParams(view)).toEqual({
      since: "2026-11-23T14:30:00.000Z",
      until: "2026-11-24T05:00:00.000Z",
    });
    expect(rangeParams({ since: "1h", until: undefined, zone: "local" })).toEqual({
      since: "1h",
      until: undefined,
    });
  });
});
