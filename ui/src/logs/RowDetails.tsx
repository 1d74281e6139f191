import { memo, useRef, useState } from "react";
import type { Row } from "../api/types";
import { orderHref } from "../order/address";
import { type RowRef, whyNoFilter } from "../state/view";
import { oneLine } from "../text/escape";
import type { Find } from "../text/highlight";
import { toNanos } from "../text/time";
import { CopyButton } from "../ui/CopyButton";
import { LevelLabel } from "../ui/Level";
import { Text } from "../ui/Text";
import { useFocusWhileShown } from "../ui/useFocusWhileShown";
import styles from "./RowDetails.module.css";
import { asText, refOf, shownTime } from "./rows";
import { Traceback } from "./Traceback";

/** What a page that has filters and a context lets the user do with a row. */
export interface RowActions {
  /** The address of the row in its view. */
  link: string;
  onFilter: (kind: "include" | "exclude", field: string, value: string) => void;
  /** Show everything with this value, and nothing else of the present filters. */
  onPivot: (field: string, value: string) => void;
  onPane: (kind: "context" | "around", of: RowRef) => void;
  onMute: (message: string) => void;
}

interface Props {
  row: Row;
  zone: string;
  found: Find | undefined;
  actions?: RowActions;
  onClose: () => void;
}

const SHOWN_ELSEWHERE = new Set(["_msg", "_time", "_stream", "_stream_id", "error_traceback"]);

/** One row with all of its fields. */
export const RowDetails = memo(function RowDetails(props: Props) {
  const { row, zone, found, actions } = props;
  const [search, setSearch] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusWhileShown(heading);
  const order = row.fields.client_order_id;
  const fields = Object.entries(row.fields)
    .filter(([name]) => !SHOWN_ELSEWHERE.has(name))
    .filter(([name, value]) => `${name}=${value}`.toLowerCase().includes(search.toLowerCase()))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    <aside className={styles.details} aria-label="Row">
      <header className={styles.head}>
        <h2 ref={heading} tabIndex={-1}>
          <LevelLabel level={row.level} /> <Text text={row.strategy_id ?? row.component} isLine />
        </h2>
        <button type="button" onClick={props.onClose} aria-label="Close the row">
          ✕
        </button>
      </header>
      <p className={styles.time}>
        {shownTime(row, zone).title} <span className="muted">{zone}</span>
        <br />
        <span className="muted mono">{toNanos(row.time)?.toString()} ns</span>
      </p>
      <pre className={styles.message}>
        <Text text={row.message} found={found} />
      </pre>
      {row.error_traceback && <Traceback text={row.error_traceback} />}
      <div className={styles.tools}>
        {actions && (
          <>
            <button
              type="button"
              onClick={() => actions.onPane("context", refOf(row))}
              disabled={row.seq == null}
            >
              Context <kbd>c</kbd>
            </button>
            <button type="button" onClick={() => actions.onPane("around", refOf(row))}>
              30 s around <kbd>a</kbd>
            </button>
            {order && (
              <a className="button" href={orderHref(order, row.fields, zone)}>
                Order
              </a>
            )}
            <CopyButton text={() => new URL(actions.link, location.href).href}>
              Copy link
            </CopyButton>
            <button type="button" onClick={() => actions.onMute(row.message)}>
              Mute such messages
            </button>
          </>
        )}
        <CopyButton text={() => asText(row)}>Copy text</CopyButton>
        <CopyButton text={() => JSON.stringify(row.fields, null, 2)}>Copy JSON</CopyButton>
      </div>
      <input
        type="search"
        placeholder="Search fields"
        aria-label="Search fields"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <table className={styles.fields}>
        <tbody>
          {fields.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">
                <Text text={name} isLine />
              </th>
              <td>
                <span className="mono">
                  <Text text={value} />
                </span>
              </td>
              <td className={styles.actions}>
                {actions && <Filters name={name} value={value} actions={actions} />}
                <CopyButton text={() => value}>copy</CopyButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </aside>
  );
});

interface FiltersProps {
  name: string;
  value: string;
  actions: RowActions;
}

/** The ways to look at rows with a value, or without it. */
function Filters({ name, value, actions }: FiltersProps) {
  const unfit = whyNoFilter(name, value);
  const ways = [
    ["=", "Include", "Only rows with this value", () => actions.onFilter("include", name, value)],
    ["≠", "Exclude", "No rows with this value", () => actions.onFilter("exclude", name, value)],
    ["⇢", "Pivot on", "Everything with this value", () => actions.onPivot(name, value)],
  ] as const;
  return ways.map(([sign, verb, what, act]) => (
    <button
      key={sign}
      type="button"
      title={unfit ?? what}
      aria-label={`${verb} ${oneLine(name)}`}
      disabled={unfit !== undefined}
      onClick={act}
    >
      {sign}
    </button>
  ));
}
