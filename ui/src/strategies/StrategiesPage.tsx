import type { StrategiesAnswer, Strategy } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import { filterParams } from "../logs/params";
import { RunSelect } from "../runs/RunSelect";
import { href } from "../state/location";
import { rangeParams } from "../state/range";
import { scopeOf, withoutBacktests } from "../state/strategyView";
import { updateView, useView } from "../state/useView";
import { formatView, type View } from "../state/view";
import { counted } from "../text/count";
import { Ago } from "../ui/Ago";
import { Answered } from "../ui/Answered";
import { More } from "../ui/More";
import { Page } from "../ui/Page";
import { SinceSelect } from "../ui/SinceSelect";
import { Text } from "../ui/Text";
import { Owner } from "./Owner";
import { Sparkline } from "./Sparkline";
import styles from "./StrategiesPage.module.css";
import { Until } from "./Until";

/** A card for each strategy of a trader's node, or of the chosen run: the ones in trouble first. */
export function StrategiesPage() {
  const { view } = useView();
  const { since, until, zone } = view;
  const scope = scopeOf(view);
  const filters = filterParams({ ...scope, ...withoutBacktests(scope) });
  const answer = useAnswer<StrategiesAnswer>(
    "/strategies",
    { ...rangeParams(view), steps: 30, by_trader: true, ...filters },
    { every: 5_000 },
  );
  return (
    <Page
      title="Strategies"
      tools={
        <>
          <RunSelect view={view} all="All nodes" onChange={(include) => updateView({ include })} />
          <SinceSelect
            value={since}
            onChange={(chosen) => updateView({ since: chosen, until: undefined })}
          />
          <Until until={until} zone={zone} />
        </>
      }
    >
      <Answered answer={answer} zone={zone}>
        {({ strategies, has_more: isCut }) =>
          strategies.length ? (
            <>
              <More isCut={isCut}>
                {`The first ${strategies.length} strategies by name are shown, of more.`}
              </More>
              <ul className={styles.cards}>
                {[...strategies].sort(worstFirst).map((strategy) => (
                  <li key={keyOf(strategy)}>
                    <Card strategy={strategy} view={view} />
                  </li>
                ))}
              </ul>
            </>
          ) : (
            <p>
              No strategy has rows in this range: choose a longer one, or start a node. A backtest's
              are shown where its run is chosen.
            </p>
          )
        }
      </Answered>
    </Page>
  );
}

function Card({ strategy, view }: { strategy: Strategy; view: View }) {
  const { strategy_id: id, errors, warnings, newest_error: newest } = strategy;
  const { trader_id: trader = "", environment = "" } = strategy;
  const include = {
    ...view.include,
    ...(trader && { trader_id: [trader] }),
    ...(environment && { environment: [environment] }),
  };
  return (
    <a
      className={styles.card}
      href={href(`strategy/${encodeURIComponent(id)}`, formatView({ ...scopeOf(view), include }))}
      data-trouble={errors > 0 ? "errors" : warnings > 0 ? "warnings" : undefined}
    >
      <h2>
        <Text text={id} isLine />
      </h2>
      <p className={styles.owner}>
        <Owner trader={trader} environment={environment} />
      </p>
      <p className={styles.age}>
        last line <Ago time={strategy.last} />
      </p>
      <p className={styles.figures}>
        <strong data-kind="error" data-count={errors}>
          {counted(errors, "error")}
        </strong>
        <strong data-kind="warning" data-count={warnings}>
          {counted(warnings, "warning")}
        </strong>
      </p>
      <Sparkline
        steps={strategy.steps ?? []}
        label={`${counted(errors, "error")} and ${counted(warnings, "warning")} over time`}
      />
      <p className={styles.newest}>
        {newest ? (
          <Text text={newest.message.split("\n", 1)[0] ?? ""} isLine />
        ) : (
          <span className={styles.fine}>
            {errors ? "The newest error is in its log" : "No error in this range"}
          </span>
        )}
      </p>
    </a>
  );
}

function worstFirst(a: Strategy, b: Strategy): number {
  return b.errors - a.errors || b.warnings - a.warnings || (keyOf(a) < keyOf(b) ? -1 : 1);
}

function keyOf({ strategy_id: id, trader_id: trader, environment }: Strategy): string {
  return JSON.stringify([id, trader, environment]);
}
