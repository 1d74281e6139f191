import { updateView } from "../state/useView";
import type { View } from "../state/view";
import { dated } from "../text/day";
import { fromMillis } from "../text/time";
import { AddressProblems } from "../ui/AddressProblems";
import { Banner } from "../ui/Banner";
import { Text } from "../ui/Text";
import type { FeedState } from "./feed";
import { Muted } from "./Muted";
import { BoundNotices, OpenRowNotices } from "./RowNotices";
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
      <BoundNotices state={state} zone={view.zone} />
      <OpenRowNotices
        openRow={openRow}
        action={(text) => <Button onClick={() => showAround(view)}>{text}</Button>}
      />
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
