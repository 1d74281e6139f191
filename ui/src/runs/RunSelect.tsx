import type { Run, RunsAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import type { View } from "../state/view";
import { dated } from "../text/day";
import { oneLine } from "../text/escape";
import { clock } from "../text/time";
import { grouped, idOf, includeOf, isBacktest, MAX_RUNS } from "./runs";

interface Props {
  view: View;
  /** What is shown where no run is chosen. */
  all?: string;
  onChange: (include: View["include"]) => void;
}

/** The runs of the last day, live, sandbox and backtest, of which one can be looked at alone. */
export function RunSelect({ view, all = "All runs", onChange }: Props) {
  const answer = useAnswer<RunsAnswer>(
    "/runs",
    { since: "24h", limit: MAX_RUNS },
    { every: 15_000 },
  );
  const runs = answer.data?.runs ?? [];
  const { instance_id: instances = [], run_id: backtests = [], ...others } = view.include;
  const chosen = [...instances, ...backtests];
  const known = runs.some((run) => chosen.includes(idOf(run)));
  return (
    <select
      aria-label="Run"
      value={chosen.length === 1 ? chosen[0] : chosen.length ? "several" : ""}
      onChange={({ target }) => {
        const run = runs.find((one) => idOf(one) === target.value);
        onChange({ ...others, ...(run && includeOf(run)) });
      }}
    >
      <option value="">{all}</option>
      {grouped(runs).map((group) => (
        <optgroup key={group.name} label={oneLine(group.name)}>
          {group.runs.map((run) => (
            <option key={run.instance_id + run.run_id} value={idOf(run)}>
              {nameOf(run, view.zone)}
            </option>
          ))}
        </optgroup>
      ))}
      {answer.data?.has_more && <option disabled>Older runs are not listed</option>}
      {chosen.length === 1 && !known && (
        <option value={chosen[0]}>{oneLine(`run ${chosen[0]}`)}</option>
      )}
      {chosen.length > 1 && <option value="several">{chosen.length} runs</option>}
    </select>
  );
}

function nameOf(run: Run, zone: string): string {
  const names = [run.trader_id || run.instance_id.slice(0, 8), run.run_id.slice(0, 8)];
  const name = names.filter(Boolean).join(" ");
  return oneLine(`${when(run, zone)}  ${run.environment || "run"} ${name}`).slice(0, 80);
}

/** When a node began, with the day where that is not today; of a backtest, the days that it simulates. */
function when(run: Run, zone: string): string {
  if (!isBacktest(run) || !run.first_sim_time) return dated(run.first, zone).slice(0, -3);
  const [first, last] = [run.first_sim_time, run.last_sim_time].map((at) => clock(at, zone).day);
  return first === last ? `${first}` : `${first} – ${last}`;
}
