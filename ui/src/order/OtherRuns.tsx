import type { OrderOwner } from "../api/types";
import { clock } from "../text/time";
import { Text } from "../ui/Text";
import { orderHref } from "./address";
import styles from "./OrderPage.module.css";

const FEW = 3;

interface Props {
  id: string;
  others: readonly OrderOwner[];
  zone: string;
}

/** Other orders of the same id: of another trader, or of a backtest that was run again. */
export function OtherRuns({ id, others, zone }: Props) {
  if (!others.length) return null;
  const [count, verb] =
    others.length === 1 ? ["One other run", "has"] : [`${others.length} other runs`, "have"];
  return (
    <details className={styles.others} open={others.length <= FEW}>
      <summary>
        {count} {verb} an order of this id
      </summary>
      <ul>
        {others.map((one) => (
          <li key={`${one.trader_id}\n${one.run_id}`}>
            <a href={orderHref(id, one, zone)}>
              <Text text={one.trader_id || "no trader"} isLine />
              {one.run_id && (
                <>
                  , backtest <Text text={one.run_id} isLine />
                </>
              )}
            </a>{" "}
            <span className="muted">last row {lastOf(one, zone)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function lastOf({ last }: OrderOwner, zone: string): string {
  const at = clock(last, zone);
  return `${at.day} ${at.time}`;
}
