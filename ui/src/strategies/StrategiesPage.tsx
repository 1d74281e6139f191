import type { StrategiesAnswer, Strategy } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import { href } from "../state/location";
import { rangeParams } from "../state/range";
import { updateView, useView } from "../state/useView";
import { DEFAULT_VIEW, formatView, type View } from "../state/view";
import { counted } from "../text/count";
import { Ago } from "../ui/Ago";
import { Answered } from "../ui/Answered";
import { More } from "../ui/More";
import { Page } from "../ui/Page";
import { SinceSelect } from "../ui/SinceSelect";
import { Text } from "../ui/Text";
import { Sparkline } from "./Sparkline";
import styles from "./StrategiesPage.module.css";

/** A card for each strategy that has rows: the ones in trouble first. */
export function StrategiesPage() {
  const { view } = useView();
  const answer = useAnswer<StrategiesAnswer>(
    "/strategies",
    { ...rangeParams(view), steps: 30 },
    { every: 5_000 },
  );
  return (
    <Page
      title="Strategies"
      tools={<SinceSelect value={view.since} onChange={(since) => updateView({ since })} />}
    >
      <Answered answer={answer}>
        {({ strategies, has_more: isCut }) =>
          strategies.length ? (
            <>
              <More isCut={isCut}>
                {`The first ${strategies.length} strategies by name are shown, of more.`}
              </More>
              <ul className={styles.cards}>
                {[...strategies].sort(worstFirst).map((strategy) => (
                  <li key={strategy.strategy_id}>
                    <Card strategy={strategy} view={view} />
                  </li>
                ))}
              </ul>
            </>
          ) : (
            <p>No strategy has rows in this range: choose a longer one, or start a node.</p>
          )
        }
      </Answered>
    </Page>
  );
}

function Card({ strategy, view }: { strategy: Strategy; view: View }) {
  const { since, until, zone } = view;
  const { strategy_id: id, errors, warnings, newest_error: newest } = strategy;
  return (
    <a
      className={styles.card}
      href={href(
        `strategy/${encodeURIComponent(id)}`,
        formatView({ ...DEFAULT_VIEW, since, until, zone }),
      )}
      data-trouble={errors > 0 ? "errors" : warnings > 0 ? "warnings" : undefined}
    >
      <h2>
        <Text text={id} isLine />
      </h2>
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
          <span className={styles.fine}>No error in this range</span>
        )}
      </p>
    </a>
  );
}

function worstFirst(a: Strategy, b: Strategy): number {
  return b.errors - a.errors || b.warnings - a.warnings || (a.strategy_id < b.strategy_id ? -1 : 1);
}
