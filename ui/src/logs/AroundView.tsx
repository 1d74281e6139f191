import { useMemo } from "react";
import type { Row, SearchAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import { orderHref } from "../order/address";
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
          <Orders rows={rows} zone={rest.zone} />
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

function Orders({ rows, zone }: { rows: readonly Row[]; zone: string }) {
  // By their addresses: an id of two runs is two orders.
  const orders = useMemo(() => {
    const found = new Map<string, string>();
    for (const { fields } of rows) {
      const { client_order_id: id } = fields;
      if (id !== undefined) found.set(orderHref(id, fields, zone), id);
    }
    return [...found];
  }, [rows, zone]);
  if (!orders.length) return <span className="muted">No row here names an order.</span>;
  return (
    <>
      Orders touched:
      {orders.map(([address, id]) => (
        <a key={address} href={address}>
          <Text text={id} isLine />
        </a>
      ))}
    </>
  );
}
