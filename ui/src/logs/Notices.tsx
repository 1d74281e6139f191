import type { Clamped } from "../api/types";
import { updateView } from "../state/useView";
import type { View } from "../state/view";
import { dated } from "../text/day";
import { oneLine } from "../text/escape";
import { clock, duration, fromMillis, toMillis } from "../text/time";
import { AddressProblems } from "../ui/AddressProblems";
import { Banner } from "../ui/Banner";
import { Text } from "../ui/Text";
import { MAX_ROWS } from "./buffer";
import type { FeedState } from "./feed";
import { Muted } from "./Muted";
import type { OpenRow } from "./useOpenRow";

interface Props {
  view: View;
  problems: readonly string[];
  state: FeedState;
  /** The trouble is told elsewhere: beside the field that causes it. */
  isTold: boolean;
  /** Why the counts beside the rows are not theirs. */
  countsError: Error | null;
  muted: ReadonlyMap<string, number>;
  openRow: OpenRow;
  onRetry: () => void;
}

/** What the reader of the rows must know about them, each with what to do. */
export function Notices(props: Props) {
  const { view, problems, state, openRow } = props;
  const clamped = state.clamped.filter(isNotable);
  return (
    <>
      <AddressProblems problems={problems} />
      {state.trouble && !props.isTold && (
        <Banner kind="error" action={<Button onClick={props.onRetry}>Try now</Button>}>
          <Text text={state.trouble.message} isLine />
          {state.troubleSince !== undefined &&
            ` – since ${dated(fromMillis(state.troubleSince), view.zone)}; what is shown is older than that.`}
        </Banner>
      )}
      {props.countsError && !state.trouble && (
        <Banner kind="warning">
          The counts are not those of these rows: <Text text={props.countsError.message} isLine />
        </Banner>
      )}
      {clamped.length > 0 && (
        <Banner kind="warning">{clamped.map((one) => sentence(one, view.zone)).join(" ")}</Banner>
      )}
      {openRow.isElsewhere && openRow.row && (
        <Banner
          kind="info"
          action={<Button onClick={() => showAround(view)}>Show what is around it</Button>}
        >
          The open row is not among the rows of this range and these filters.
        </Banner>
      )}
      {openRow.isGone && (
        <Banner
          kind="warning"
          action={<Button onClick={() => showAround(view)}>Show that time</Button>}
        >
          The row that this address names is not in the log: the store's retention has passed, or it
          was deleted.
        </Banner>
      )}
      {state.buffer.dropped > 0 && (
        <Banner kind="info">
          This page keeps {MAX_ROWS.toLocaleString("en")} rows:{" "}
          {state.buffer.dropped.toLocaleString("en")} older ones were dropped. An earlier range
          shows them.
        </Banner>
      )}
      <Muted muted={props.muted} />
    </>
  );
}

function Button({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <button type="button" onClick={onClick}>
      {children}
    </button>
  );
}

function showAround({ row }: View): void {
  if (row) updateView({ pane: { kind: "around", of: row } });
}

const SMALL_MILLIS = 60_000;

/** A range of exactly what is allowed is cut by seconds, for clocks that are ahead. */
function isNotable({ asked, used }: Clamped): boolean {
  return !(Math.abs(toMillis(asked) - toMillis(used)) < SMALL_MILLIS);
}

function sentence({ parameter, asked, used }: Clamped, zone: string): string {
  const cut = toMillis(used) - toMillis(asked);
  if (Number.isNaN(cut)) return oneLine(`${parameter} was ${asked}, the API allows ${used}.`);
  const { day, time } = clock(used, zone);
  return `The API shows no longer range: rows before ${day} ${time} are left out, ${duration(cut)} of what was asked for. Choose an earlier end to see them.`;
}
