/** A view as the API's parameters. */

import type { Params } from "../api/client";
import type { View } from "../state/view";

/**
 * Fields that the API has parameters of their own for; others go as FIELD=VALUE, which it takes once
 * for a field, and several values as a filter in LogsQL.
 */
const OWN = ["strategy_id", "source", "component", "trader_id", "instance_id", "host", "run_id"];
const OWN_NEGATED = ["strategy_id", "source", "component"];

export function filterParams(view: View): Params {
  const params: Record<string, string | readonly string[] | boolean> = {};
  const field: string[] = [];
  const notField: string[] = [];
  const queries: string[] = view.logsql ? [view.logsql] : [];
  for (const [name, values] of Object.entries(view.include)) {
    if (OWN.includes(name)) params[name] = values;
    // Not as a pair: of `NAME=~VALUE` the API would take the value for an expression.
    else if (values.length === 1 && !values[0]?.startsWith("~")) field.push(`${name}=${values[0]}`);
    else queries.push(`${quoted(name)}:in(${values.map(quoted).join(",")})`);
  }
  for (const [name, values] of Object.entries(view.exclude)) {
    if (OWN_NEGATED.includes(name)) params[`not_${name}`] = values;
    else notField.push(...values.map((value) => `${name}=${value}`));
  }
  if (field.length) params.field = field;
  if (notField.length) params.not_field = notField;
  if (view.levels.length) params.levels = view.levels;
  if (view.text.length) params.text = view.text;
  if (view.isRegex) params.regex = true;
  if (queries.length === 1) params.query = queries[0] as string;
  if (queries.length > 1) params.query = queries.map((query) => `(${query})`).join(" ");
  return params;
}

/** A string of LogsQL. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
