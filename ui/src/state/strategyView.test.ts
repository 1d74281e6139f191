import { describe, expect, it } from "vitest";
import { ofStrategy, withoutBacktests } from "./strategyView";
import { DEFAULT_VIEW } from "./view";

describe("what is shown of strategies", () => {
  it("leaves backtests out, beside what the view leaves out", () => {
    expect(withoutBacktests({ include: {}, exclude: { environment: ["live"] } })).toEqual({
      include: {},
      exclude: { environment: ["live", "backtest"] },
    });
    const { include, exclude } = ofStrategy(DEFAULT_VIEW, "S-1");
    expect(include).toEqual({ strategy_id: ["S-1"] });
    expect(exclude).toEqual({ environment: ["backtest"] });
  });
  it("has them where an environment or a run is chosen", () => {
    for (const field of ["environment", "run_id", "instance_id"]) {
      const scope = { include: { [field]: ["x"] }, exclude: {} };
      expect(withoutBacktests(scope)).toEqual(scope);
    }
  });
});
