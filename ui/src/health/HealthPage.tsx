import type { HealthAnswer, RunsAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import { Badge } from "../runs/CompletenessBadge";
import { ago, duration, toMillis } from "../text/time";
import { Answered } from "../ui/Answered";
import { Banner } from "../ui/Banner";
import { Page } from "../ui/Page";
import { Text } from "../ui/Text";
import { useNow } from "../ui/useNow";
import styles from "./HealthPage.module.css";

const SILENT_MILLIS = 60_000;
const CLOCK_SECS = 2;

/** Whether rows arrive: the store, the clocks, and how fresh each node's last row is. */
export function HealthPage() {
  const health = useAnswer<HealthAnswer>("/health", {}, { every: 5_000 });
  const runs = useAnswer<RunsAnswer>("/runs", { since: "24h" }, { every: 5_000 });
  const now = useNow();
  return (
    <Page title="Delivery health">
      <Answered answer={health}>{(found) => <Store health={found} />}</Answered>
      <h2 className={styles.heading}>Nodes of the last 24 hours</h2>
      <Answered answer={runs}>
        {({ runs: found }) => (
          <ul className={styles.nodes}>
            {found.map((run) => {
              const silence = now - toMillis(run.last);
              return (
                <li
                  key={`${run.instance_id}${run.run_id}`}
                  data-silent={silence > SILENT_MILLIS || undefined}
                >
                  <strong>
                    <Text text={run.trader_id || run.instance_id} isLine />
                  </strong>{" "}
                  <span className="muted">
                    {run.environment} on <Text text={run.host || "an unknown host"} isLine />
                  </span>
                  <p>
                    Last line {ago(run.last, now)}
                    {silence > SILENT_MILLIS &&
                      ". Is the node running? A node that runs logs something every minute or so."}
                  </p>
                  <Badge run={run} />
                  {run.lost > 0 && (
                    <p>
                      Records were lost while the store was away for longer than the spool holds:
                      give the spool more room, or see why the store was away.
                    </p>
                  )}
                  {run.put_aside > 0 && (
                    <p>
                      Records were put aside: their originals are in the dead letters of that host
                      (`vlogs-nt dead-letters`).
                    </p>
                  )}
                </li>
              );
            })}
            {!found.length && <li>No node has logged anything.</li>}
          </ul>
        )}
      </Answered>
    </Page>
  );
}

function Store({ health }: { health: HealthAnswer }) {
  const offset = health.clock_ahead_secs;
  return (
    <>
      {!health.ok && (
        <Banner kind="error">
          The log store does not answer: {health.trouble}. Nodes keep their rows and deliver them
          when it is back.
        </Banner>
      )}
      {health.read_only && (
        <Banner kind="error">
          The log store takes no rows, its disk is almost full: make room, nodes keep their rows
          until then.
        </Banner>
      )}
      {offset != null && Math.abs(offset) > CLOCK_SECS && (
        <Banner kind="warning">
          The store's clock is {duration(Math.abs(offset) * 1_000)}{" "}
          {offset > 0 ? "ahead of" : "behind"} the API's: set the clocks by NTP.
        </Banner>
      )}
      <dl className={styles.store}>
        <div>
          <dt>Log store</dt>
          <dd>{health.ok ? "answers" : "does not answer"}</dd>
        </div>
        <div>
          <dt>Version</dt>
          <dd>{health.version || "unknown"}</dd>
        </div>
        <div>
          <dt>A query takes</dt>
          <dd>{health.latency_ms == null ? "–" : `${health.latency_ms.toFixed(0)} ms`}</dd>
        </div>
        <div>
          <dt>Takes rows</dt>
          <dd>{health.read_only ? "no: read-only" : health.ok ? "yes" : "unknown"}</dd>
        </div>
      </dl>
    </>
  );
}
