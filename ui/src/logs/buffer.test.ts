import { describe, expect, it } from "vitest";
import { makeRow } from "../testing/row";
import { compare, EMPTY, rowsFrom, withRows } from "./buffer";

function row(seq: number, time = "2026-11-23T09:30:00.000000000Z") {
  return makeRow({ seq, time });
}

describe("the buffer", () => {
  it("holds each of many rows of one time once, in the order of their numbers", () => {
    const rows = Array.from({ length: 100 }, (_, seq) => row(seq));
    const shuffled = [...rows.slice(40, 70), ...rows.slice(0, 50), ...rows.slice(60)];
    const { rows: held } = withRows(withRows(EMPTY, shuffled.slice(0, 60)), shuffled);
    expect(held.map((one) => one.seq)).toEqual(rows.map((one) => one.seq));
  });
  it("is the same object when nothing new comes, so that nothing is drawn again", () => {
    const buffer = withRows(EMPTY, [row(1)]);
    expect(withRows(buffer, [row(1)])).toBe(buffer);
  });
  it("drops the oldest rows beyond its bound, and counts them", () => {
    const buffer = withRows(
      EMPTY,
      Array.from({ length: 30 }, (_, seq) => row(seq)),
      20,
    );
    expect(buffer.dropped).toBe(10);
    expect(buffer.rows[0]?.seq).toBe(10);
    expect(withRows(buffer, [row(29)], 20)).toBe(buffer);
  });
  it("lets rows before a time go, and takes them again where they come again", () => {
    const at = (second: number) => `2026-11-23T09:30:0${second}.000000000Z`;
    const buffer = withRows(
      EMPTY,
      [1, 2, 3].map((second) => row(second, at(second))),
    );
    const kept = rowsFrom(buffer, at(2));
    expect(kept.rows.map((one) => one.seq)).toEqual([2, 3]);
    expect(rowsFrom(kept, at(2))).toBe(kept);
    expect(withRows(kept, [row(1, at(1))]).rows).toHaveLength(3);
  });
  it("sorts by time to the nanosecond first", () => {
    expect(
      compare(row(9, "2026-11-23T09:30:00.000000001Z"), row(1, "2026-11-23T09:30:00.000000002Z")),
    ).toBe(-1);
  });
});
