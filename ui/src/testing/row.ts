import type { Row } from "../api/types";

/** A row for tests, of which they say what matters. */
export function makeRow(some: Partial<Row>): Row {
  return {
    time: "2026-11-23T09:30:00.000000000Z",
    message: `row ${some.seq}`,
    level: "INFO",
    source: "strategy",
    component: "A-001",
    trader_id: "TRADER-001",
    instance_id: "i",
    host: "h",
    fields: {},
    ...some,
  };
}
