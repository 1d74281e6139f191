import type { Run, RunsAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import styles from "./CompletenessBadge.module.css";
import { completeness } from "./completeness";

interface Props {
  instance: string;
  since: string;
  until: string | undefined;
  /** Filters leave rows of the run out. */
  isCut: boolean;
}

/** The badge of one run within a range, looked up by its instance. */
export function CompletenessBadge({ instance, since, until, isCut }: Props) {
  const answer = useAnswer<RunsAnswer>(
    "/runs",
    { since, until, instance_id: instance },
    { every: 15_000 },
  );
  const run = answer.data?.runs.find((one) => one.instance_id === instance);
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
