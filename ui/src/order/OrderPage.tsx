import type { OrderAnswer, OrderState, Row } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import { keyOf } from "../logs/buffer";
import { asTexts, refOf, shownTime } from "../logs/rows";
import { href } from "../state/location";
import { rangeOf } from "../state/range";
import { useView } from "../state/useView";
import { DEFAULT_VIEW, formatView } from "../state/view";
import { counted } from "../text/count";
import { lag } from "../text/time";
import { Answered } from "../ui/Answered";
import { CopyButton } from "../ui/CopyButton";
import { LevelLabel } from "../ui/Level";
import { More } from "../ui/More";
import { Page } from "../ui/Page";
import { Text } from "../ui/Text";
import { type Owner, ownerOf } from "./address";
import { amendmentOf, type Stage, stagesOf } from "./life";
import styles from "./OrderPage.module.css";
import { OtherRuns } from "./OtherRuns";

/** The life of one order: its states with the time between them, and every row that names it. */
export function OrderPage({ id }: { id: string }) {
  const { view } = useView();
  const owner = ownerOf(view);
  // Another owner's order of this id is another order.
  return <OrderLife key={JSON.stringify(owner)} id={id} owner={owner} zone={view.zone} />;
}

function OrderLife({ id, owner, zone }: { id: string; owner: Owner | undefined; zone: string }) {
  // As lists: an empty name is one, too.
  const whose = owner ? { trader_id: [owner.trader_id], run_id: [owner.run_id] } : {};
  const answer = useAnswer<OrderAnswer>(`/orders/${encodeURIComponent(id)}`, whose, {
    every: 5_000,
  });
  const rows = answer.data?.rows;
  return (
    <Page
      title={`Order ${id}`}
      tools={rows && <CopyButton text={() => asTexts(rows)}>Copy rows</CopyButton>}
    >
      <Answered answer={answer} zone={zone}>
        {({
          rows: found,
          states,
          has_more: hasMore,
          partial: isPartial,
          other_runs: others = [],
        }) => (
          <>
            <Summary rows={found} states={states} hasOthers={others.length > 0} />
            <OtherRuns id={id} others={others} zone={zone} />
            <More isCut={isPartial}>
              It has more events than are read: states between the oldest and the newest are left
              out, and fills are not summed.
            </More>
            <Lane stages={stagesOf(states, isPartial)} zone={zone} />
            <h2 className={styles.heading}>
              {counted(found.length, "row")} {found.length === 1 ? "names" : "name"} this order
              {hasMore && ", the newest of more"}
            </h2>
            <ol className={styles.rows}>
              {found.map((row) => (
                <OrderRow key={keyOf(row)} id={id} row={row} zone={zone} />
              ))}
            </ol>
          </>
        )}
      </Answered>
    </Page>
  );
}

const FACTS = ["side", "quantity", "type", "instrument_id", "price", "strategy_id"] as const;

/** Whose it is, where others have an order of its id. */
const OWNER = ["trader_id", "run_id"] as const;

/** What an amendment changes. */
const AMENDED: readonly string[] = ["quantity", "price"];

interface SummaryProps {
  rows: readonly Row[];
  states: readonly OrderState[];
  hasOthers: boolean;
}

/** What the order is, as the row of its creation says, and its newest amendment. */
function Summary({ rows, states, hasOthers }: SummaryProps) {
  const begin = states.find(({ state }) => state === "initialized")?.row ?? rows[0];
  const amendment = amendmentOf(states);
  const fact = (name: string) =>
    (AMENDED.includes(name) ? amendment?.fields[name] : undefined) ?? begin?.fields[name];
  const names = hasOthers ? [...FACTS, ...OWNER] : FACTS;
  const facts = names.map(fact).filter((value) => value !== undefined);
  if (!facts.length) return null;
  return (
    <p className={styles.summary}>
      {facts.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list of facts does not change
        <span key={index}>
          <Text text={value} isLine />
        </span>
      ))}
    </p>
  );
}

const HALF_HOUR_SECS = 1_800;

function OrderRow({ id, row, zone }: { id: string; row: Row; zone: string }) {
  const at = shownTime(row, zone);
  const { run_id: run } = row.fields;
  const view = {
    ...DEFAULT_VIEW,
    ...rangeOf(row.time, row.time, HALF_HOUR_SECS),
    zone,
    include: { client_order_id: [id], ...(run && { run_id: [run] }) },
    row: refOf(row),
  };
  return (
    <li data-level={row.level}>
      <a className="mono" href={href("", formatView(view))} title={at.title}>
        {at.text + at.fraction}
      </a>
      <LevelLabel level={row.level} />
      <span className={styles.component}>
        <Text text={row.component} isLine />
      </span>
      <span className={styles.message}>
        <Text text={row.message} />
      </span>
    </li>
  );
}

function Lane({ stages, zone }: { stages: readonly Stage[]; zone: string }) {
  if (!stages.length) return <p>No row in the log reports a state of this order.</p>;
  return (
    <ol className={styles.lane} aria-label="States">
      {stages.map((stage, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: partial fills repeat a state
        <li key={index} data-state={stage.state} data-missing={!stage.row || undefined}>
          {stage.after !== undefined && <span className={styles.after}>+{lag(stage.after)}</span>}
          <div className={styles.stage}>
            <strong>
              <Text text={stage.state.replaceAll("_", " ")} isLine />
            </strong>
            {stage.row ? (
              <Report stage={stage} row={stage.row} zone={zone} />
            ) : (
              <span title="No row reports it. Some venues skip it; otherwise rows are missing.">
                not in the log
              </span>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Report({ stage, row, zone }: { stage: Stage; row: Row; zone: string }) {
  const at = shownTime(row, zone);
  const { filled } = stage;
  const { reason } = row.fields;
  const amount = amountOf(stage.state, row);
  return (
    <>
      <time dateTime={row.time} title={at.title}>
        {at.text + at.fraction}
      </time>
      {amount && (
        <span>
          <Text text={amount} isLine />
        </span>
      )}
      {filled?.isPartial && (
        <span>
          {filled.quantity} of {filled.of}
        </span>
      )}
      {reason && (
        <span>
          <Text text={reason} isLine />
        </span>
      )}
    </>
  );
}

/** What a fill traded, or what an amendment makes of the order. */
function amountOf(state: string, { fields }: Row): string | undefined {
  if (state !== "updated")
    return fields.last_qty && `${fields.last_qty} @ ${fields.last_px ?? "?"}`;
  const { quantity, price = fields.trigger_price } = fields;
  return [quantity, price].filter(Boolean).join(" @ ");
}
