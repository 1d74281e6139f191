import { describe, expect, it } from "vitest";
import { DEFAULT_VIEW } from "../state/view";
import { filterParams } from "./params";

describe("the parameters of a view", () => {
  it("name the API's own fields, and others as pairs", () => {
    const include = { source: ["strategy", "system"], event: ["OrderFilled"] };
    expect(filterParams({ ...DEFAULT_VIEW, include })).toEqual({
      source: ["strategy", "system"],
      field: ["event=OrderFilled"],
    });
  });
  it("hold several values of another field as one filter beside the user's own", () => {
    const include = { event: ["A", 'B"'] };
    expect(filterParams({ ...DEFAULT_VIEW, include, logsql: "x:>1 or y:>1" }).query).toBe(
      '(x:>1 or y:>1) ("event":in("A","B\\""))',
    );
    expect(filterParams({ ...DEFAULT_VIEW, include }).query).toBe('"event":in("A","B\\"")');
  });
  it("takes a value for no expression, whatever it begins with", () => {
    const include = { path: ["~/data"] };
    expect(filterParams({ ...DEFAULT_VIEW, include })).toEqual({ query: '"path":in("~/data")' });
  });
});
