import { describe, expect, it } from "vitest";
import { makeRun as run } from "../testing/run";
import { completeness } from "./completeness";

describe("completeness", () => {
  it("names the numbers that are missing", () => {
    const found = completeness(
      run({
        verdict: "gap",
        missing: [
          [6, 6],
          [8, 9],
        ],
      }),
      false,
    );
    expect(found).toEqual({ verdict: "gap", text: "gap – missing: 6, 8–9" });
  });
  it("counts what is missing where the gaps were not looked for", () => {
    const found = completeness(run({ verdict: "gap", missing_records: 3, partial: true }), false);
    expect(found.text).toBe("gap – 3 missing");
  });
  it("is never complete while a record is lost or put aside", () => {
    for (const some of [{ lost: 1 }, { put_aside: 1 }]) {
      for (const verdict of ["complete", "settling", "unknown", "gap"] as const) {
        expect(completeness(run({ ...some, verdict }), true).verdict).toBe("gap");
      }
    }
  });
  it("is unknown where a filter cuts the run, and settling while rows are young", () => {
    expect(completeness(run({}), true).verdict).toBe("unknown");
    expect(completeness(undefined, false).verdict).toBe("unknown");
    expect(completeness(run({ verdict: "settling" }), false).verdict).toBe("settling");
    expect(completeness(run({}), false).text).toBe("complete: 10 rows, no gap");
  });
  it("is the engine's, where several backtests share its numbers", () => {
    const part = run({ run_id: "r", rows: 4, distinct: 10 });
    expect(completeness(part, false).text).toBe("complete: no gap in its engine's 10 rows");
  });
  it("is unknown for want of time where that was short, and else for the range", () => {
    const text = (partial: boolean) =>
      completeness(run({ verdict: "unknown", partial }), false).text;
    expect(text(true)).toBe("unknown: the store had no time to look at all of this run");
    expect(text(false)).toBe("unknown: the range cuts this run");
  });
  it("tells a loss of an unknown number, and what a run that goes on still lacks", () => {
    expect(completeness(run({ verdict: "gap" }), false).text).toBe(
      "gap – an unknown number was lost",
    );
    const settling = completeness(run({ verdict: "settling", missing: [[3, 3]] }), false);
    expect(settling.text).toContain("3 may be on its way");
  });
  it("lists no more ranges than a badge has room for", () => {
    const missing = Array.from(
      { length: 20 },
      (_, index) => [index * 2, index * 2] as [number, number],
    );
    expect(completeness(run({ verdict: "gap", missing }), false).text).toMatch(
      /14 and 12 more ranges$/,
    );
  });
});
