import type { Run, RunsAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import styles from "./CompletenessBadge.module.css";
import { completeness } from "./completeness";

/** The badge of one run, looked up by its instance. */
export function CompletenessBadge({ instance, isCut }: { instance: string; isCut: boolean }) {
  const answer = useAnswer<RunsAnswer>(
    "/runs",
    { since: "24h", instance_id: instance },
    { every: 15_000 },
  );
  const run = answer.data?.runs.find((one) => one.instance_id === instance);
  return answer.data ? <Badge run={run} isCut={isCut} /> : null;
}

export function Badge({ run, isCut = false }: { run: Run | undefined; isCut?: boolean }) {
  const { verdict, text } = completeness(run, isCut);
  return (
    <span className={styles.badge} data-verdict={verdict} title={text}>
      {{ complete: "✓", gap: "✗", settling: "…", unknown: "?" }[verdict]} {text}
    </span>
  );
}
