import type { ReactNode } from "react";
import type { Clamped } from "../api/types";
import { dated } from "../text/day";
import { oneLine } from "../text/escape";
import { clock, duration, fromMillis, toMillis } from "../text/time";
import { Banner } from "../ui/Banner";
import { Text } from "../ui/Text";
import { MAX_ROWS } from "./buffer";
import type { FeedState } from "./feed";
import type { OpenRow } from "./useOpenRow";

interface TroubleProps {
  state: FeedState;
  zone: string;
  onRetry: () => void;
}

/** That the rows can't be asked for, and since when. */
export function TroubleNotice({ state, zone, onRetry }: TroubleProps) {
  const { trouble, troubleSince } = state;
  if (!trouble) return null;
  return (
    <Banner
      kind="error"
      action={
        <button type="button" onClick={onRetry}>
          Try now
        </button>
      }
    >
      <Text text={trouble.message} isLine />
      {troubleSince !== undefined &&
        ` – since ${dated(fromMillis(troubleSince), zone)}; what is shown is older than that.`}
    </Banner>
  );
}

/** That the rows are not all that was asked for, and why. */
export function BoundNotices({ state, zone }: { state: FeedState; zone: string }) {
  const clamped = state.clamped.filter(isNotable);
  return (
    <>
      {clamped.length > 0 && (
        <Banner kind="warning">{clamped.map((one) => sentence(one, zone)).join(" ")}</Banner>
      )}
      {state.buffer.dropped > 0 && (
        <Banner kind="info">
          This page keeps {MAX_ROWS.toLocaleString("en")} rows:{" "}
          {state.buffer.dropped.toLocaleString("en")} older ones were dropped. An earlier range
          shows them.
        </Banner>
      )}
    </>
  );
}

interface OpenRowProps {
  openRow: OpenRow;
  /** Leads to the row, or to its time. */
  action?: (text: string) => ReactNode;
}

/** That the row of the address is not among those shown, or in the log at all. */
export function OpenRowNotices({ openRow, action = () => undefined }: OpenRowProps) {
  return (
    <>
      {openRow.isElsewhere && openRow.row && (
        <Banner kind="info" action={action("Show what is around it")}>
          The open row is not among the rows of this range and these filters.
        </Banner>
      )}
      {openRow.isGone && (
        <Banner kind="warning" action={action("Show that time")}>
          The row that this address names is not in the log: the store's retention has passed, or it
          was deleted.
        </Banner>
      )}
      {openRow.refusal && (
        <Banner kind="warning">
          The row that this address names can't be looked for:{" "}
          <Text text={openRow.refusal} isLine />
        </Banner>
      )}
    </>
  );
}

const SMALL_MILLIS = 60_000;

/**
 * A range of exactly what is allowed is cut by seconds, for clocks that are ahead; one that ends in
 * the future is followed as time goes by.
 */
function isNotable({ asked, used }: Clamped): boolean {
  return !(toMillis(used) - toMillis(asked) < SMALL_MILLIS);
}

function sentence({ parameter, asked, used }: Clamped, zone: string): string {
  const cut = toMillis(used) - toMillis(asked);
  if (Number.isNaN(cut)) return oneLine(`${parameter} was ${asked}, the API allows ${used}.`);
  const { day, time } = clock(used, zone);
  return `The API shows no longer range: rows before ${day} ${time} are left out, ${duration(cut)} of what was asked for. Choose an earlier end to see them.`;
}
