import { describe, expect, it } from "vitest";
import { makeRun } from "../testing/run";
import { grouped, inOrder } from "./runs";

const later = makeRun({ run_id: "later", first_sim_time: "2024-03-01T00:00:00Z" });
const earlier = makeRun({ run_id: "earlier", first_sim_time: "2024-01-01T00:00:00Z" });
const live = makeRun({ instance_id: "l", environment: "live" });
const sandbox = makeRun({ instance_id: "s", environment: "sandbox" });

describe("runs", () => {
  it("have backtests by the time that they simulate, whenever they were run", () => {
    expect(inOrder([later, sandbox, earlier])).toEqual([sandbox, earlier, later]);
  });
  it("are grouped by environment, live ones first", () => {
    const names = grouped([later, sandbox, earlier, live]).map((one) => one.name);
    expect(names).toEqual(["live", "sandbox", "backtest"]);
  });
});
