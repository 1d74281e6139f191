import { updateView } from "../state/useView";
import type { View } from "../state/view";
import { AddressProblems } from "../ui/AddressProblems";
import { Banner } from "../ui/Banner";
import { Text } from "../ui/Text";
import type { FeedState } from "./feed";
import { Muted } from "./Muted";
import { BoundNotices, OpenRowNotices, TroubleNotice } from "./RowNotices";
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
      {!props.isTold && <TroubleNotice state={state} zone={view.zone} onRetry={props.onRetry} />}
      {props.countsError && !state.trouble && (
        <Banner kind="warning">
          The counts are not those of these rows: <Text text={props.countsError.message} isLine />
        </Banner>
      )}
      <BoundNotices state={state} zone={view.zone} />
      <OpenRowNotices
        openRow={openRow}
        action={(text) => (
          <button type="button" onClick={() => showAround(view)}>
            {text}
          </button>
        )}
      />
      <Muted muted={props.muted} />
    </>
  );
}

function showAround({ row }: View): void {
  if (row) updateView({ pane: { kind: "around", of: row } });
}
