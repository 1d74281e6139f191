import { useMemo } from "react";
import type { Row, SearchAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import { href } from "../state/location";
import type { RowRef } from "../state/view";
import { shifted } from "../text/time";
import { Text } from "../ui/Text";
import styles from "./AroundView.module.css";
import { EMPTY, withRows } from "./buffer";
import { RowsAround } from "./RowsAround";

const AROUND_NANOS = 30_000_000_000n;
const HALF = 250;

interface Props {
  row: RowRef;
  zone: string;
  onOpen: (row: Row) => void;
  onClose: () => void;
}

/** What every component of every node logged within 30 seconds of a row, and the orders named. */
export function AroundView({ row, ...rest }: Props) {
  const before = useAnswer<SearchAnswer>("", {
    since: shifted(row.time, -AROUND_NANOS),
    until: row.time,
    limit: HALF,
  });
  const after = useAnswer<SearchAnswer>("", {
    since: row.time,
    until: shifted(row.time, AROUND_NANOS),
    // From the time itself on: a position is behind its row, and no row has a negative number.
    after: `${shifted(row.time, -1n)},0`,
    limit: HALF,
  });
  const rows = useMemo(() => {
    const found = [...(before.data?.rows ?? []), ...(after.data?.rows ?? [])];
    return withRows(EMPTY, found).rows;
  }, [before.data, after.data]);
  const isCut = before.data?.has_more || after.data?.has_more;
  return (
    <RowsAround
      label="Around"
      title="30 s before and after, all components"
      rows={rows}
      hit={row}
      error={before.error ?? after.error}
      isLoading={before.isFetching || after.isFetching}
      about={
        <p className={styles.about}>
          <Orders rows={rows} />
          {isCut && (
            <span className="muted">
              Of more than {HALF} rows on a side, the nearest {HALF} are shown.
            </span>
          )}
        </p>
      }
      {...rest}
    />
  );
}

function Orders({ rows }: { rows: readonly Row[] }) {
  const ids = useMemo(
    () =>
      [...new Set(rows.map((row) => row.fields.client_order_id))].filter((id) => id !== undefined),
    [rows],
  );
  if (!ids.length) return <span className="muted">No row here names an order.</span>;
  return (
    <>
      Orders touched:
      {ids.map((id) => (
        <a key={id} href={href(`order/${encodeURIComponent(id)}`)}>
          <Text text={id} isLine />
        </a>
      ))}
    </>
  );
}
