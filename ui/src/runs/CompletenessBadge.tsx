import type { Run, RunsAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import { oneLine } from "../text/escape";
import styles from "./CompletenessBadge.module.css";
import { type Completeness, completeness } from "./completeness";

interface Props {
  /** By which field the run is named: a node's instance, or a backtest's own name. */
  field: "instance_id" | "run_id";
  id: string;
  since: string;
  until: string | undefined;
  /** Filters leave rows of the run out. */
  isCut: boolean;
}

/** The badge of one run within a range: what the API said of another range, or before, counts as nothing. */
export function CompletenessBadge({ field, id, since, until, isCut }: Props) {
  const answer = useAnswer<RunsAnswer>("/runs", { since, until, [field]: id }, { every: 15_000 });
  if (answer.error) return <Verdict verdict="unknown" text={`unknown: ${answer.error.message}`} />;
  if (!answer.data) return null;
  if (answer.isPlaceholderData)
    return <Verdict verdict="unknown" text="unknown: being asked for" />;
  return <Badge run={answer.data.runs.find((one) => one[field] === id)} isCut={isCut} />;
}

export function Badge({ run, isCut = false }: { run: Run | undefined; isCut?: boolean }) {
  return <Verdict {...completeness(run, isCut)} />;
}

const SIGNS = { complete: "✓", gap: "✗", settling: "…", unknown: "?" } as const;

function Verdict({ verdict, text }: Completeness) {
  const shown = oneLine(text);
  return (
    <span className={styles.badge} data-verdict={verdict} title={shown}>
      {SIGNS[verdict]} {shown}
    </span>
  );
}
