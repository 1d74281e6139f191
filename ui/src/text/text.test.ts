import { describe, expect, it } from "vitest";
import { escaped, MAX_LINE_CHARS, oneLine } from "./escape";
import { pattern, pieces } from "./highlight";
import { terms } from "./terms";
import { clock, duration, fromWall, resolved, toMillis, toNanos } from "./time";
import { parseTraceback } from "./traceback";

describe("escaped", () => {
  it("shows bidirectional overrides, so that a sell can't look like a buy", () => {
    expect(escaped("BUY\u202eLLES")).toBe("BUY\\u{202e}LLES");
  });
  it("shows control, invisible and separator characters and keeps line breaks and tabs", () => {
    expect(escaped("a\u0007\u200b\u2028\u{e0041}\n\tb")).toBe(
      "a\\x07\\u{200b}\\u{2028}\\u{e0041}\n\tb",
    );
  });
  it("leaves letters of every script alone", () => {
    expect(escaped("Ünï 日本 🚀")).toBe("Ünï 日本 🚀");
  });
  it("puts a text on one line", () => {
    expect(oneLine("a\n  b")).toBe("a ⏎ b");
    expect(oneLine("a \n\n \t\n b\n")).toBe("a ⏎ b ⏎ ");
  });
  it("cuts a line that is longer than any page, and looks at no more of it", () => {
    const blanks = oneLine(`a${" ".repeat(256_000)}b\n`);
    expect(blanks.length).toBeLessThanOrEqual(MAX_LINE_CHARS + 1);
    expect(oneLine("x".repeat(256_000))).toBe(`${"x".repeat(MAX_LINE_CHARS)}…`);
  });
});

function hits(text: string, terms: string[], isRegex: boolean): string[] {
  const found = pieces(text, pattern(terms, isRegex));
  expect(found.map((piece) => piece.text).join("")).toBe(text);
  return found.filter((piece) => piece.isHit).map((piece) => piece.text);
}

describe("highlight", () => {
  it("marks every term in any case and joins to the whole text again", () => {
    const found = pieces("Filled, then filled [x]", pattern(["filled", "[x]"], false));
    expect(found.filter((piece) => piece.isHit).map((piece) => piece.text)).toEqual([
      "Filled",
      "filled",
      "[x]",
    ]);
    expect(found.map((piece) => piece.text).join("")).toBe("Filled, then filled [x]");
  });
  it("marks signs of names", () => {
    expect(hits("EMACross-001 a/b {x}", ["cross-001", "A/B", "{x}"], false)).toEqual([
      "Cross-001",
      "a/b",
      "{x}",
    ]);
  });
  it("marks nothing where an expression can't be read", () => {
    expect(pattern(["(?P<x>a"], true)).toBeUndefined();
  });
  it("marks what an expression has matched, capitals as they are", () => {
    expect(hits("Filled, then filled", ["fill(ed|s)"], true)).toEqual(["filled"]);
    expect(hits("qty=12 px=3.5", ["\\d+(\\.\\d+)?", "px"], true)).toEqual(["12", "px", "3.5"]);
  });
});

describe("terms", () => {
  it("are words and quoted phrases", () => {
    expect(terms('filled  "not enough margin" x')).toEqual(["filled", "not enough margin", "x"]);
  });
});

describe("times", () => {
  it("keeps nanoseconds, which a number can't hold", () => {
    expect(toNanos("2026-11-23T09:30:00.123456789Z")).toBe(1795426200123456789n);
    expect(clock("2026-11-23T09:30:00.123456789Z", "UTC")).toEqual({
      day: "2026-11-23",
      time: "09:30:00",
      fraction: "123456789",
    });
  });
  it("shows the wall clock of an exchange", () => {
    expect(clock("2026-11-23T14:30:00Z", "America/New_York").time).toBe("09:30:00");
  });
  it("finds the time of a wall clock, on both sides of a change of the clocks", () => {
    expect(fromWall("2026-11-01T00:30:00", "America/New_York")).toBe("2026-11-01T04:30:00.000Z");
    expect(fromWall("2026-11-01T09:30:00", "America/New_York")).toBe("2026-11-01T14:30:00.000Z");
    expect(fromWall("2026-11-23T09:30:00", "UTC")).toBe("2026-11-23T09:30:00.000Z");
    expect(fromWall("soon", "UTC")).toBeUndefined();
    expect(fromWall("2026-02-30T09:30:00", "UTC")).toBeUndefined();
  });
  it.each([
    ["today", "2026-11-23T15:00:00.000Z"],
    ["Yesterday", "2026-11-22T15:00:00.000Z"],
    ["9:30", "2026-11-24T00:30:00.000Z"],
    ["yesterday 09:30:15", "2026-11-23T00:30:15.000Z"],
    ["2026-11-23", "2026-11-22T15:00:00.000Z"],
    ["2026-11-23 09:30", "2026-11-23T00:30:00.000Z"],
    ["20261123T093000", "2026-11-23T00:30:00.000Z"],
    ["2026-11-23T09:30:00.123456789", "2026-11-23T00:30:00.123456789Z"],
  ])("takes %s for what a clock of the zone shows", (text, wanted) => {
    // It is the 24th in Tokyo by then.
    const now = Date.parse("2026-11-23T23:39:28Z");
    expect(resolved(text, "Asia/Tokyo", now)).toBe(wanted);
  });
  it.each([
    "1h",
    "now",
    "now-2h",
    "1795477168",
    "2026-11-23T09:30:00Z",
    "2026-11-23T09:30:00+01:00",
    "2026-11-31",
    "25:00",
    "soon",
    "",
  ])("leaves %s to the API", (text) => {
    expect(resolved(text, "Asia/Tokyo", 0)).toBe(text);
  });
  it("shows a text that is no time as it is", () => {
    expect(clock("soon", "UTC").time).toBe("soon");
  });
  it("orders times by milliseconds and tells durations in their largest unit", () => {
    expect(toMillis("2026-11-23T09:30:00.5Z") - toMillis("2026-11-23T09:30:00Z")).toBe(500);
    expect([0.25, 340, 12_000, 210_000].map(duration)).toEqual([
      "0.25 ms",
      "340 ms",
      "12 s",
      "3.5 min",
    ]);
  });
});

describe("parseTraceback", () => {
  it("tells frames of libraries from the user's and keeps the error", () => {
    const text = [
      "Traceback (most recent call last):",
      '  File "/x/site-packages/nautilus_trader/live/node.py", line 3, in run',
      "    go()",
      '  File "/home/me/strategy.py", line 9, in on_bar',
      "    1 / 0",
      "ZeroDivisionError: division by zero",
    ].join("\n");
    const found = parseTraceback(text);
    expect(found.frames.map((frame) => frame.isLibrary)).toEqual([true, false]);
    expect(found.tail).toEqual(["ZeroDivisionError: division by zero"]);
  });
});
