import { describe, expect, it } from "vitest";
import type { OrderState } from "../api/types";
import { makeRow } from "../testing/row";
import { stagesOf } from "./life";

function at(seconds: number, state: string, fields: Record<string, string> = {}): OrderState {
  const time = `2026-11-23T09:30:0${seconds}.000000000Z`;
  return { state, time, row: makeRow({ time, seq: seconds, fields }) };
}

function drawn(...states: OrderState[]): string[] {
  return stagesOf(states).map(({ state, row }) => (row ? state : `(${state})`));
}

describe("the stages of an order", () => {
  it("claim no filled quantity where a fill does not say how much it is", () => {
    const stages = stagesOf([
      at(1, "initialized", { quantity: "3" }),
      at(2, "filled"),
      at(3, "filled", { last_qty: "1" }),
    ]);
    expect(stages.map((stage) => stage.filled)).toEqual(stages.map(() => undefined));
  });
  it("have the time between them, and each fill with what is filled so far", () => {
    const stages = stagesOf([
      at(1, "initialized", { quantity: "10", type: "LIMIT" }),
      at(2, "submitted"),
      at(4, "accepted"),
      at(5, "filled", { last_qty: "4" }),
      at(6, "filled", { last_qty: "6" }),
    ]);
    expect(stages.map((stage) => stage.after)).toEqual([undefined, 1_000, 2_000, 1_000, 1_000]);
    expect(stages.map((stage) => stage.filled)).toEqual([
      undefined,
      undefined,
      undefined,
      { quantity: "4", of: "10", isPartial: true },
      { quantity: "10", of: "10", isPartial: false },
    ]);
  });
  it("claim no filled quantity and nothing missing where states are left out", () => {
    const states = [at(1, "initialized", { quantity: "10" }), at(5, "filled", { last_qty: "4" })];
    const stages = stagesOf(states, true);
    expect(stages.map(({ state, row, filled }) => [state, row !== undefined, filled])).toEqual([
      ["initialized", true, undefined],
      ["filled", true, undefined],
    ]);
  });
  it("sum fills to the last digit", () => {
    const filled = (quantity: string, ...fills: string[]) =>
      stagesOf([
        at(1, "initialized", { quantity }),
        ...fills.map((last_qty) => at(2, "filled", { last_qty })),
      ]).at(-1)?.filled;
    expect(filled("0.0005", "0.00012")).toEqual({
      quantity: "0.00012",
      of: "0.0005",
      isPartial: true,
    });
    expect(filled("1", ...Array<string>(10).fill("0.1"))?.isPartial).toBe(false);
  });
  it("measure each fill by the amendments before it", () => {
    const stages = stagesOf([
      at(1, "initialized", { quantity: "10" }),
      at(2, "updated", { quantity: "20" }),
      at(3, "filled", { last_qty: "15" }),
      at(4, "updated", { quantity: "30" }),
      at(5, "filled", { last_qty: "5" }),
    ]);
    const filled = stages.flatMap((stage) => stage.filled ?? []);
    expect(filled.map((one) => [one.quantity, one.of])).toEqual([
      ["15", "20"],
      ["20", "30"],
    ]);
    expect(filled.every((one) => one.isPartial)).toBe(true);
  });
  it("are apart by the time that a backtest simulates, not that of its shipping", () => {
    const simulated = (minute: string) => ({
      run_id: "r",
      sim_time: `2024-01-02T09:${minute}:00Z`,
    });
    const stages = stagesOf([
      at(1, "submitted", simulated("30")),
      at(1, "filled", simulated("45")),
    ]);
    expect(stages.map((stage) => stage.after)).toContain(900_000);
  });
  it("are drawn as missing where the log lacks a usual one that a later one needs", () => {
    expect(drawn(at(1, "initialized", { type: "LIMIT" }), at(5, "filled"))).toEqual([
      "initialized",
      "(submitted)",
      "(accepted)",
      "filled",
    ]);
    expect(drawn(at(5, "accepted"))).toEqual(["(initialized)", "(submitted)", "accepted"]);
  });
  it("are not missing while they may still come", () => {
    expect(drawn(at(1, "initialized"), at(2, "submitted"))).toEqual(["initialized", "submitted"]);
  });
  it("need no acceptance of an order that was rejected or denied, or of a market order", () => {
    expect(drawn(at(1, "initialized"), at(2, "submitted"), at(3, "rejected"))).toEqual([
      "initialized",
      "submitted",
      "rejected",
    ]);
    expect(drawn(at(1, "initialized"), at(2, "denied"))).toEqual(["initialized", "denied"]);
    expect(
      drawn(at(1, "initialized", { type: "MARKET" }), at(2, "submitted"), at(3, "filled")),
    ).toEqual(["initialized", "submitted", "filled"]);
  });
  it("keep the order of the log where an emulator holds the order back", () => {
    expect(
      drawn(at(1, "initialized"), at(2, "emulated"), at(3, "released"), at(5, "accepted")),
    ).toEqual(["initialized", "emulated", "released", "(submitted)", "accepted"]);
  });
});
