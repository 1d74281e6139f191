import type { UseQueryResult } from "@tanstack/react-query";
import type { HealthAnswer, Run, RunsAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import { Badge } from "../runs/CompletenessBadge";
import { includeOf, isBacktest } from "../runs/runs";
import { href } from "../state/location";
import { DEFAULT_VIEW, formatView } from "../state/view";
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
      <Answered answer={health}>{(found) => <Advice health={found} />}</Answered>
      <Store answer={health} />
      <h2 className={styles.heading}>Nodes of the last 24 hours</h2>
      <Answered answer={runs}>
        {({ runs: found }) => {
          // A backtest is over when it is over: its silence says nothing.
          const nodes = found.filter((run) => !isBacktest(run));
          if (!nodes.length)
            return <p>No node has logged anything: start one, or see its console.</p>;
          return (
            <ul className={styles.nodes}>
              {nodes.map((run) => (
                <Node key={run.instance_id} run={run} now={now} />
              ))}
            </ul>
          );
        }}
      </Answered>
    </Page>
  );
}

/** What is wrong with a store that answers, and what to do. */
function Advice({ health }: { health: HealthAnswer }) {
  const offset = health.clock_ahead_secs;
  return (
    <>
      {health.read_only && (
        <Banner kind="error">
          The log store takes no rows, its disk is almost full: make room. Nodes keep their rows
          until then.
        </Banner>
      )}
      {offset != null && Math.abs(offset) > CLOCK_SECS && (
        <Banner kind="warning">
          The store's clock is {duration(Math.abs(offset) * 1_000)}{" "}
          {offset > 0 ? "ahead of" : "behind"} the API's: set the clocks by NTP.
        </Banner>
      )}
    </>
  );
}

function Store({ answer: { data, error } }: { answer: UseQueryResult<HealthAnswer> }) {
  const health = error ? undefined : data;
  const offset = health?.clock_ahead_secs;
  const facts: [string, string][] = [
    ["Log store", health ? "answers" : error ? "does not answer" : "…"],
    ["Takes rows", health ? (health.read_only ? "no: read-only" : "yes") : "unknown"],
    ["A query takes", health?.latency_ms == null ? "–" : `${health.latency_ms.toFixed(0)} ms`],
    [
      "Clock offset",
      offset == null ? "–" : `${offset >= 0 ? "+" : "−"}${Math.abs(offset).toFixed(1)} s`,
    ],
    ["Version", health?.version || "unknown"],
  ];
  return (
    <dl className={styles.store} data-trouble={error ? true : undefined}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Node({ run, now }: { run: Run; now: number }) {
  const silence = now - toMillis(run.last);
  const isSilent = silence > SILENT_MILLIS;
  const log = formatView({ ...DEFAULT_VIEW, since: "24h", include: includeOf(run) });
  return (
    <li data-silent={isSilent || undefined}>
      <header>
        <a href={href("", log)}>
          <Text text={run.trader_id || run.instance_id} isLine />
        </a>{" "}
        <span className="muted">
          <Text text={run.environment || "a node"} isLine /> on{" "}
          <Text text={run.host || "an unknown host"} isLine />
        </span>
      </header>
      <p>
        Last line {ago(run.last, now)}
        {isSilent && ". Is the node running? A node that runs logs something every minute or so."}
      </p>
      <Badge run={run} />
      {run.lost > 0 && (
        <p>
          {run.lost.toLocaleString("en")} records were lost while the store was away for longer than
          the spool holds: give the spool more room, or see why the store was away.
        </p>
      )}
      {run.put_aside > 0 && (
        <p>
          {run.put_aside.toLocaleString("en")} records were put aside: their originals are in the
          dead letters of that host (<code>vlogs-nt dead-letters</code>).
        </p>
      )}
    </li>
  );
}
