/** The fields whose values are counted beside the rows, with their names. */
export const FACETS: Readonly<Record<string, string>> = {
  strategy_id: "Strategy",
  source: "Source",
  component: "Component",
  event: "Event",
  instrument_id: "Instrument",
  trader_id: "Trader",
  host: "Host",
};
