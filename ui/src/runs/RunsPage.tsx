import type { Run, RunsAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import { go, href } from "../state/location";
import { rangeOf, rangeParams } from "../state/range";
import { useView } from "../state/useView";
import { DEFAULT_VIEW, formatView } from "../state/view";
import { clock } from "../text/time";
import { Ago } from "../ui/Ago";
import { Answered } from "../ui/Answered";
import { More } from "../ui/More";
import { Page } from "../ui/Page";
import { SinceSelect } from "../ui/SinceSelect";
import { Text } from "../ui/Text";
import { Badge } from "./CompletenessBadge";
import styles from "./RunsPage.module.css";
import { idOf, includeOf, inOrder, isBacktest, MAX_RUNS } from "./runs";

/** Longer than a log's: a run may have begun in the morning. */
const USUAL_SINCE = "24h";

/** Each run of a node or a backtest, with whether its log is whole. */
export function RunsPage() {
  const { view } = useView(USUAL_SINCE);
  const { since } = view;
  const answer = useAnswer<RunsAnswer>(
    "/runs",
    { ...rangeParams(view), limit: MAX_RUNS },
    { every: 15_000 },
  );
  return (
    <Page
      title="Runs"
      tools={
        <SinceSelect
          value={since}
          onChange={(value) => go("runs", formatView({ ...view, since: value }, USUAL_SINCE))}
        />
      }
    >
      <Answered answer={answer} zone={view.zone}>
        {({ runs, has_more: isCut, partial: isPartial }) =>
          runs.length ? (
            <div className={styles.scroll}>
              <More isCut={isCut}>
                {`The ${runs.length} runs with the newest rows are shown: a shorter range has fewer.`}
              </More>
              <More isCut={isPartial}>
                The store had no time to look for all gaps: a shorter range takes less.
              </More>
              <table className={styles.runs}>
                <thead>
                  <tr>
                    <th>Trader</th>
                    <th>Environment</th>
                    <th>Host</th>
                    <th>First row</th>
                    <th>Last row</th>
                    <th className={styles.number}>Rows</th>
                    <th>Completeness</th>
                  </tr>
                </thead>
                <tbody>
                  {inOrder(runs).map((run) => (
                    <tr key={`${run.instance_id}${run.run_id}`}>
                      <td>
                        <a href={href("", logOf(run, view.zone))}>
                          <Text text={run.trader_id || run.instance_id} isLine />
                        </a>
                        <div className="muted mono">
                          <Text text={idOf(run).slice(0, 8)} isLine />
                        </div>
                      </td>
                      <td data-label="Environment">
                        <Text text={run.environment || "–"} isLine />
                      </td>
                      <td data-label="Host">
                        <Text text={run.host || "–"} isLine />
                      </td>
                      <Times run={run} zone={view.zone} />
                      <td className={styles.number} data-label="Rows">
                        {run.rows.toLocaleString("en")}
                      </td>
                      <td data-label="Log">
                        <Badge run={run} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          ) : (
            <p>No run has rows in this range: choose a longer one, or start a node.</p>
          )
        }
      </Answered>
    </Page>
  );
}

/** When a node logged its first and its last row; of a backtest, by the clock that it simulates. */
function Times({ run, zone }: { run: Run; zone: string }) {
  if (isBacktest(run) && run.first_sim_time) {
    return [run.first_sim_time, run.last_sim_time].map((time, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the first and the last
      <td key={index} data-label={index ? "Last row" : "First row"}>
        <Text text={when(time, zone)} isLine />
        <div className="muted">simulated</div>
      </td>
    ));
  }
  return (
    <>
      <td data-label="First row">{when(run.first, zone)}</td>
      <td data-label="Last row" title={when(run.last, zone)}>
        <Ago time={run.last} />
      </td>
    </>
  );
}

function logOf(run: Run, zone: string): string {
  return formatView({
    ...DEFAULT_VIEW,
    zone,
    ...rangeOf(run.first, run.last),
    include: includeOf(run),
  });
}

function when(time: string, zone: string): string {
  const at = clock(time, zone);
  return `${at.day} ${at.time}`;
}
