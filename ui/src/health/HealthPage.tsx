import type { UseQueryResult } from "@tanstack/react-query";
import { clockOffset } from "../api/clock";
import type { HealthAnswer, RunsAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import { Badge } from "../runs/CompletenessBadge";
import { includeOf, isBacktest, MAX_RUNS } from "../runs/runs";
import { href } from "../state/location";
import { rangeOf } from "../state/range";
import { useView } from "../state/useView";
import { DEFAULT_VIEW, formatView } from "../state/view";
import { counted } from "../text/count";
import { ago, duration } from "../text/time";
import { Answered } from "../ui/Answered";
import { Banner } from "../ui/Banner";
import { More } from "../ui/More";
import { Page } from "../ui/Page";
import { Text } from "../ui/Text";
import { useNow } from "../ui/useNow";
import styles from "./HealthPage.module.css";
import { type NodeState, nodesOf, type State } from "./nodes";

const CLOCK_SECS = 2;

/** Whether rows arrive: the store, the clocks, and how fresh each node's last row is. */
export function HealthPage() {
  const health = useAnswer<HealthAnswer>("/health", {}, { every: 5_000 });
  const runs = useAnswer<RunsAnswer>(
    "/runs",
    { since: "24h", current_first: true, limit: MAX_RUNS },
    { every: 5_000 },
  );
  const now = useNow();
  const { view } = useView();
  return (
    <Page title="Delivery health">
      <Answered answer={health} zone={view.zone}>
        {(found) => <Advice health={found} />}
      </Answered>
      <Store answer={health} />
      <h2 className={styles.heading}>Nodes of the last 24 hours</h2>
      <Answered answer={runs} zone={view.zone}>
        {({ runs: found, has_more: isCut }) => {
          const nodes = nodesOf(found, now);
          if (!nodes.length)
            return <p>No node has logged anything: start one, or see its console.</p>;
          return (
            <>
              <ul className={styles.nodes}>
                {nodes.map((node) => (
                  <Node key={node.run.instance_id} {...node} now={now} zone={view.zone} />
                ))}
              </ul>
              <More isCut={isCut}>
                {found.every((run) => !run.replaced_by && !isBacktest(run))
                  ? `Of more nodes, the ${found.length} that are silent for longest are shown.`
                  : "Runs before older restarts, and older backtests, were not looked at: see Runs."}
              </More>
            </>
          );
        }}
      </Answered>
    </Page>
  );
}

/** What is wrong with a store that answers, and what to do. */
function Advice({ health }: { health: HealthAnswer }) {
  const offset = health.clock_ahead_secs;
  const here = clockOffset();
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
      {here !== 0 && (
        <Banner kind="warning">
          This browser's clock is {duration(Math.abs(here))} {here > 0 ? "behind" : "ahead of"} the
          API's: ages are by the API's.
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

const TOLD: Record<State, string> = {
  logging: "",
  silent: ". Is the node running? A node that runs logs something every minute or so.",
  replaced: ". The node was started again since; this run's log is not whole.",
};

function Node({ run, state, now, zone }: NodeState & { now: number; zone: string }) {
  const log = formatView({
    ...DEFAULT_VIEW,
    zone,
    ...rangeOf(run.first, run.last),
    include: includeOf(run),
  });
  return (
    <li data-state={state}>
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
        {TOLD[state]}
      </p>
      <Badge run={run} />
      {run.lost > 0 && (
        <p>
          Lost: {counted(run.lost, "record")}, while the store was away for longer than the spool
          holds: give the spool more room, or see why the store was away.
        </p>
      )}
      {run.put_aside > 0 && (
        <p>
          Put aside: {counted(run.put_aside, "record")}, whose originals are in the dead letters of
          that host (<code>vlogs-nt dead-letters</code>).
        </p>
      )}
    </li>
  );
}
