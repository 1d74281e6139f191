import { describe, expect, it } from "vitest";
import { makeRun } from "../testing/run";
import { nodesOf, stateOf } from "./nodes";

const NOW = Date.parse("2026-11-23T10:00:00Z");
const at = (secs: number) => new Date(NOW - secs * 1_000).toISOString();
const run = (name: string, secs: number, some = {}) =>
  makeRun({ instance_id: name, trader_id: name, last: at(secs), ...some });

describe("the state of a node", () => {
  it("is silent a minute after its newest row, not before", () => {
    expect(stateOf(run("a", 59), NOW)).toBe("logging");
    expect(stateOf(run("a", 61), NOW)).toBe("silent");
  });
});

describe("the nodes", () => {
  it("have silent ones first, the last to fall silent before others; the rest keep their places", () => {
    const runs = [run("z", 1), run("old", 7_200), run("b", 20), run("new", 90)];
    const names = (now: number) => nodesOf(runs, now).map((one) => one.run.trader_id);
    expect(names(NOW)).toEqual(["new", "old", "b", "z"]);
  });
  it("leave out backtests, and runs before a restart unless these lack rows", () => {
    const runs = [
      run("test", 99, { run_id: "r" }),
      run("whole", 99, { replaced_by: "x" }),
      run("lost", 99, { replaced_by: "x", lost: 2 }),
      run("gap", 99, { replaced_by: "x", verdict: "gap" }),
    ];
    expect(nodesOf(runs, NOW).map((one) => one.run.trader_id)).toEqual(["lost", "gap"]);
  });
});
