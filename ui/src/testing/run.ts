import type { Run } from "../api/types";

/** A run with ten rows, all there. */
export function makeRun(some: Partial<Run>): Run {
  return {
    instance_id: "i",
    trader_id: "T-1",
    host: "h",
    environment: "sandbox",
    run_id: "",
    first: "2026-11-23T09:30:00Z",
    last: "2026-11-23T09:31:00Z",
    first_sim_time: "",
    last_sim_time: "",
    rows: 10,
    distinct: 10,
    first_seq: 0,
    last_seq: 9,
    lost: 0,
    put_aside: 0,
    missing: [],
    missing_records: 0,
    partial: false,
    replaced_by: "",
    verdict: "complete",
    ...some,
  };
}
