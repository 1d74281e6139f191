import type { Run, RunsAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import styles from "./CompletenessBadge.module.css";
import { completeness } from "./completeness";

interface Props {
  /** By which field the run is named: a node's instance, or a backtest's own name. */
  field: "instance_id" | "run_id";
  id: string;
  since: string;
  until: string | undefined;
  /** Filters leave rows of the run out. */
  isCut: boolean;
}

/** The badge of one run within a range. */
export function CompletenessBadge({ field, id, since, until, isCut }: Props) {
  const answer = useAnswer<RunsAnswer>("/runs", { since, until, [field]: id }, { every: 15_000 });
  const run = answer.data?.runs.find((one) => one[field] === id);
  return answer.data ? <Badge run={run} isCut={isCut} /> : null;
}

const SIGNS = { complete: "✓", gap: "✗", settling: "…", unknown: "?" } as const;

export function Badge({ run, isCut = false }: { run: Run | undefined; isCut?: boolean }) {
  const { verdict, text } = completeness(run, isCut);
  return (
    <span className={styles.badge} data-verdict={verdict} title={text}>
      {SIGNS[verdict]} {text}
    </span>
  );
}
