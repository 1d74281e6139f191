import { describe, expect, it } from "vitest";
import { asDigits, type Decimal, decimal, isLess, sum } from "./decimal";

function total(...texts: string[]): Decimal {
  return texts
    .map((text) => decimal(text) as Decimal)
    .reduce((one, other) => sum(one, other), { digits: 0n, places: 0 });
}

describe("decimal texts", () => {
  it("sum to their last digit", () => {
    expect(asDigits(total(...Array(10).fill("0.1")))).toBe("1.0");
    expect(asDigits(total("0.00012", "0.0003"))).toBe("0.00042");
    expect(asDigits(total("100000", "0.5"))).toBe("100000.5");
  });
  it("compare by their value, however many places they have", () => {
    expect(isLess(total("1.0"), total("1"))).toBe(false);
    expect(isLess(total("0.00012"), total("0.0005"))).toBe(true);
    expect(isLess(total("9"), total("10.00"))).toBe(true);
  });
  it("are none where a text is something else", () => {
    for (const text of [undefined, "", "-1", "1e5", "0x10", "1.", ".5", "1_000", "NaN"]) {
      expect(decimal(text)).toBeUndefined();
    }
  });
});
