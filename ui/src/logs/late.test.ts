import { describe, expect, it } from "vitest";
import { makeRow } from "../testing/row";
import { shortSteps, stepOf } from "./late";

const at = (second: string) => `2026-11-23T09:30:${second}.000000000Z`;

describe("steps of time", () => {
  it("are a hundred at most, and the same for ranges of nearly one length", () => {
    expect(stepOf(at("00"), at("10"))).toBe("1s");
    expect(stepOf("2026-11-23T08:30:00.000000000Z", at("00"))).toBe("64s");
    expect(stepOf("2026-11-23T08:30:00.000000000Z", at("30"))).toBe("64s");
    expect(stepOf("2026-11-22T09:30:00.000000000Z", at("00"))).toBe("1024s");
  });
  it("are short where the log holds more than is known, cut as the range is", () => {
    const rows = ["03", "03", "05", "07"].map((second, seq) => makeRow({ seq, time: at(second) }));
    const answer = {
      start: at("03"),
      end: at("07"),
      clamped: [],
      step_secs: 2,
      steps: [
        { time: at("02"), count: 3, by: {} },
        { time: at("04"), count: 1, by: {} },
        { time: at("06"), count: 1, by: {} },
      ],
    };
    expect(shortSteps(answer, rows)).toEqual([
      { since: at("03"), until: at("04"), count: 3 },
      { since: at("06"), until: at("07"), count: 1 },
    ]);
  });
});
