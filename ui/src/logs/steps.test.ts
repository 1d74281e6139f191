import { describe, expect, it } from "vitest";
import { makeRow } from "../testing/row";
import { countAfter, indexOf } from "./buffer";
import { stepFrom } from "./steps";

function row(seq: number, level = "INFO") {
  return makeRow({ seq, level, time: `2026-11-23T09:30:0${seq}.000000000Z` });
}

const rows = [row(1), row(3, "ERROR"), row(5), row(7, "ERROR")];

describe("steps from row to row", () => {
  it("begin at the newest upwards, at the oldest downwards, and end at the ends", () => {
    expect(stepFrom(rows, undefined, -1)?.seq).toBe(7);
    expect(stepFrom(rows, undefined, 1)?.seq).toBe(1);
    expect(stepFrom(rows, rows[3], 1)).toBeUndefined();
    expect(stepFrom(rows, rows[0], -1)).toBeUndefined();
  });
  it("pass over rows that do not fit", () => {
    const isError = (one: { level: string }) => one.level === "ERROR";
    expect(stepFrom(rows, rows[1], 1, isError)?.seq).toBe(7);
    expect(stepFrom(rows, rows[3], -1, isError)?.seq).toBe(3);
  });
  it("begin beside a row that is not among the rows", () => {
    expect(stepFrom(rows, row(4), 1)?.seq).toBe(5);
    expect(stepFrom(rows, row(4), -1)?.seq).toBe(3);
  });
  it("tell apart rows that have no number and share a time", () => {
    const unnumbered = ["a", "b", "c"].map((message) =>
      makeRow({ seq: null, instance_id: "", message, time: "2026-11-23T09:30:09.000000000Z" }),
    );
    const all = [...rows, ...unnumbered];
    expect(unnumbered.map((one) => indexOf(all, one))).toEqual([4, 5, 6]);
    expect(stepFrom(all, unnumbered[1], -1)?.message).toBe("a");
    expect(countAfter(all, row(3))).toBe(5);
  });
});
