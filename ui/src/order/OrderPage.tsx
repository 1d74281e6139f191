import type { OrderAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import { asText } from "../logs/RowDetails";
import { href } from "../state/location";
import { useView } from "../state/useView";
import { DEFAULT_VIEW, formatView } from "../state/view";
import { clock, duration } from "../text/time";
import { Answered } from "../ui/Answered";
import { CopyButton } from "../ui/CopyButton";
import { LevelLabel } from "../ui/Level";
import { Page } from "../ui/Page";
import { Text } from "../ui/Text";
import { type Stage, stagesOf } from "./life";
import styles from "./OrderPage.module.css";

/** The life of one order: its states with the time between them, and every row that names it. */
export function OrderPage({ id }: { id: string }) {
  const { view } = useView();
  const answer = useAnswer<OrderAnswer>(`/orders/${encodeURIComponent(id)}`, {}, { every: 5_000 });
  return (
    <Page
      title={`Order ${id}`}
      tools={
        answer.data && (
          <CopyButton text={() => answer.data.rows.map(asText).join("\n")}>Copy rows</CopyButton>
        )
      }
    >
      <Answered answer={answer}>
        {({ rows, has_more: hasMore }) => (
          <>
            <Lane stages={stagesOf(rows)} zone={view.zone} />
            <h2 className={styles.heading}>
              {rows.length.toLocaleString("en")} rows name this order
              {hasMore && ", the newest of more"}
            </h2>
            <ol className={styles.rows}>
              {rows.map((row) => {
                const at = clock(row.time, view.zone);
                const ref = { instance: row.instance_id, seq: row.seq ?? 0, time: row.time };
                return (
                  <li key={`${row.instance_id}~${row.seq ?? row.time}`} data-level={row.level}>
                    <a
                      className="mono"
                      href={href(
                        "",
                        formatView({
                          ...DEFAULT_VIEW,
                          since: "24h",
                          include: { client_order_id: [id] },
                          row: ref,
                        }),
                      )}
                      title={`${at.day} ${at.time}.${at.fraction}`}
                    >
                      {at.time}.{at.fraction.slice(0, 3)}
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
              })}
            </ol>
          </>
        )}
      </Answered>
    </Page>
  );
}

function Lane({ stages, zone }: { stages: readonly Stage[]; zone: string }) {
  if (!stages.length) return <p>No row in the log tells of a state of this order.</p>;
  return (
    <ol className={styles.lane} aria-label="States">
      {stages.map(({ state, row, after }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: partial fills repeat a state
        <li key={index} data-state={state} data-missing={!row || undefined}>
          {after !== undefined && <span className={styles.after}>+{duration(after)}</span>}
          <strong>{state}</strong>
          {row ? (
            <>
              <time
                dateTime={row.time}
              >{`${clock(row.time, zone).time}.${clock(row.time, zone).fraction.slice(0, 3)}`}</time>
              {row.fields.last_qty && (
                <span>
                  {row.fields.last_qty} @ {row.fields.last_px}
                </span>
              )}
              {row.fields.reason && (
                <span>
                  <Text text={row.fields.reason} isLine />
                </span>
              )}
            </>
          ) : (
            <span>not in the log</span>
          )}
        </li>
      ))}
    </ol>
  );
}
