import { describe, expect, it } from "vitest";
import { makeRow } from "../testing/row";
import { stagesOf } from "./life";

function event(seconds: number, name: string, fields: Record<string, string> = {}) {
  return makeRow({
    time: `2026-11-23T09:30:0${seconds}.000000000Z`,
    seq: seconds,
    fields: { event: name, ...fields },
  });
}

describe("the stages of an order", () => {
  it("are each told once, however many components log them, with the time between", () => {
    const stages = stagesOf([
      event(1, "OrderInitialized"),
      event(2, "OrderSubmitted", { event_id: "a" }),
      event(3, "OrderSubmitted", { event_id: "a" }),
      event(4, "OrderAccepted"),
      event(5, "OrderFilled", { trade_id: "1" }),
      event(6, "OrderFilled", { trade_id: "2" }),
    ]);
    expect(stages.map((stage) => stage.state)).toEqual([
      "initialized",
      "submitted",
      "accepted",
      "filled",
      "filled",
    ]);
    expect(stages[1]?.after).toBe(1_000);
  });
  it("are drawn as missing where the log lacks a usual one", () => {
    const stages = stagesOf([event(1, "OrderInitialized"), event(5, "OrderFilled")]);
    expect(stages.map((stage) => [stage.state, stage.row !== undefined])).toEqual([
      ["initialized", true],
      ["submitted", false],
      ["accepted", false],
      ["filled", true],
    ]);
  });
  it("miss no acceptance of an order that was rejected or denied", () => {
    const rejected = stagesOf([
      event(1, "OrderInitialized"),
      event(2, "OrderSubmitted"),
      event(3, "OrderRejected"),
    ]);
    expect(rejected.every((stage) => stage.row)).toBe(true);
    const denied = stagesOf([event(1, "OrderInitialized"), event(2, "OrderDenied")]);
    expect(denied.map((stage) => stage.state)).toEqual(["initialized", "denied"]);
  });
});
