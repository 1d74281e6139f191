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
      { quantity: 4, of: 10 },
      { quantity: 10, of: 10 },
    ]);
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
