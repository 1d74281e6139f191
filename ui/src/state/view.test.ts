import { describe, expect, it } from "vitest";
import {
  DEFAULT_VIEW,
  formatView,
  isFiltered,
  parseView,
  toggled,
  type View,
  whyNoFilter,
  without,
} from "./view";

const FULL: View = {
  since: "2026-11-23T09:30:00Z",
  until: "2026-11-23T10:30:00Z",
  levels: ["ERROR", "WARNING"],
  include: { strategy_id: ["A-001", "B/C=2"], event: ["OrderFilled"] },
  exclude: { component: ["Throttler"] },
  text: ["not enough margin", "x&y"],
  isRegex: true,
  logsql: "spx_price:>5900",
  zone: "America/New_York",
  mode: "live",
  row: {
    instance: "8a6c2f0e-6c3b-4f0a-9d57-0f4f0a1c9e11",
    seq: 12,
    time: "2026-11-23T09:31:00.000000001Z",
  },
  pane: { kind: "context", of: { instance: "i", seq: undefined, time: "2026-11-23T09:31:00Z" } },
};

describe("the view in the address", () => {
  it("comes back whole", () => {
    expect(parseView(formatView(FULL))).toEqual({ view: FULL, problems: [] });
  });
  it("names a range that another page takes for granted", () => {
    for (const since of ["1h", "24h"]) {
      const address = formatView({ ...DEFAULT_VIEW, since }, "24h");
      expect(parseView(address, "24h").view.since).toBe(since);
    }
  });
  it("is empty for the usual view", () => {
    expect(formatView(DEFAULT_VIEW)).toBe("");
    expect(parseView("").view).toEqual(DEFAULT_VIEW);
  });
  it("says what makes no sense, and keeps the rest", () => {
    const { view, problems } = parseView(
      "?levels=LOUD,ERROR&is=nothing&mode=x&row=1&since=6h&zone=Mars/Base",
    );
    expect(view.levels).toEqual(["ERROR"]);
    expect(view.since).toBe("6h");
    expect(view.row).toBeUndefined();
    expect(view.zone).toBe("local");
    expect(problems).toHaveLength(5);
  });
  it.each(["nonsense", "2026-99-99T00:00:00Z", "5m"])("names no row by the time %s", (time) => {
    const { view, problems } = parseView(`?row=i~5~${time}&around=i~~${time}`);
    expect([view.row, view.pane]).toEqual([undefined, undefined]);
    expect(problems).toHaveLength(2);
  });
  it("takes a value out of the exclusions when it is included, and out of both when toggled back", () => {
    const once = toggled(
      { ...DEFAULT_VIEW, exclude: { source: ["system"] } },
      "include",
      "source",
      "system",
    );
    expect(once.include).toEqual({ source: ["system"] });
    expect(once.exclude).toEqual({});
    expect(isFiltered(toggled(once, "include", "source", "system"))).toBe(false);
  });
  it.each(["constructor", "toString", "valueOf", "hasOwnProperty", "__proto__"])(
    "holds a filter by a field that is called %s, as of any other",
    (field) => {
      const once = toggled(DEFAULT_VIEW, "include", field, "x");
      const [address, both] = [formatView(once), toggled(once, "exclude", field, "y")];
      expect(address).toBe(`?is=${field}%3Dx`);
      expect(parseView(address)).toEqual({ view: once, problems: [] });
      expect(formatView(parseView(formatView(both)).view)).toBe(`${address}&not=${field}%3Dy`);
      expect(formatView(without(both, field))).toBe("");
      expect(formatView(toggled(once, "include", field, "x"))).toBe("");
    },
  );
  it("names a row of an instance whose name holds the sign between the parts", () => {
    const row = { instance: "a~b~1", seq: 12, time: "2026-11-23T09:31:00Z" };
    expect(parseView(formatView({ ...DEFAULT_VIEW, row }))).toMatchObject({
      view: { row },
      problems: [],
    });
  });
  it.each([
    ["note", "x".repeat(996), "note", "x".repeat(995)],
    ["a b", "x", "a.b-c", "x"],
    ["9lives", "x", "_lives", "x"],
    ["note", "", "note", "="],
  ])("holds each filter but those of which it is told that it can't", (no, value, yes, fits) => {
    const comesBack = (field: string, one: string) => {
      const view = toggled(DEFAULT_VIEW, "include", field, one);
      return parseView(formatView(view)).view.include[field]?.[0] === one;
    };
    expect(whyNoFilter(no, value)).toMatch(/^No filter can/);
    expect(comesBack(no, value)).toBe(false);
    expect(whyNoFilter(yes, fits)).toBeUndefined();
    expect(comesBack(yes, fits)).toBe(true);
  });
  it("says that it holds no more filters", () => {
    const values = Array.from({ length: 20 }, (_, index) => `v${index}`);
    const view = { ...DEFAULT_VIEW, include: { host: values, source: values } };
    expect(parseView(formatView(view)).problems).toHaveLength(1);
  });
  it("is without a field's filters, and keeps those of others", () => {
    const view = {
      ...DEFAULT_VIEW,
      include: { host: ["a"], source: ["b"] },
      exclude: { host: ["c"] },
    };
    expect(without(view, "host")).toEqual({ ...view, include: { source: ["b"] }, exclude: {} });
  });
});
