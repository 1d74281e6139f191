import type { Run, RunsAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import type { View } from "../state/view";
import { escaped } from "../text/escape";
import { clock } from "../text/time";

interface Props {
  view: View;
  onChange: (include: View["include"]) => void;
}

/** The runs of the last day, live, sandbox and backtest, of which one can be looked at alone. */
export function RunSelect({ view, onChange }: Props) {
  const answer = useAnswer<RunsAnswer>("/runs", { since: "24h" }, { every: 15_000 });
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
      <option value="">All runs</option>
      {runs.map((run) => (
        <option key={idOf(run)} value={idOf(run)}>
          {nameOf(run, view.zone)}
        </option>
      ))}
      {chosen.length === 1 && !known && (
        <option value={chosen[0]}>{escaped(`run ${chosen[0]}`)}</option>
      )}
      {chosen.length > 1 && <option value="several">{chosen.length} runs</option>}
    </select>
  );
}

/** The filter that leaves a run's rows: a backtest is a part of its engine's instance. */
export function includeOf(run: Run): View["include"] {
  return run.run_id ? { run_id: [run.run_id] } : { instance_id: [run.instance_id] };
}

function idOf(run: Run): string {
  return run.run_id || run.instance_id;
}

function nameOf(run: Run, zone: string): string {
  const { time } = clock(run.first, zone);
  const name = run.trader_id || run.instance_id.slice(0, 8);
  return escaped(`${run.environment || "run"} ${name}, ${time.slice(0, 5)}`).slice(0, 60);
}
