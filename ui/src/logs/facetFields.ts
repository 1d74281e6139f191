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

/** So many values of a field are counted: its most frequent ones. */
export const MAX_FACET_VALUES = 10;
