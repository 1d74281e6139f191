import { mutes } from "../state/mutes";
import { Banner } from "../ui/Banner";
import { Text } from "../ui/Text";
import styles from "./Muted.module.css";

/** How many rows are muted, of which messages, and the ways to see them again. */
export function Muted({ muted }: { muted: ReadonlyMap<string, number> }) {
  const counts = [...muted];
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  if (!total) return null;
  return (
    <Banner
      kind="info"
      action={
        <button type="button" onClick={() => mutes.write([])}>
          Show them
        </button>
      }
    >
      <details className={styles.muted}>
        <summary>
          {total.toLocaleString("en")} {total === 1 ? "row is" : "rows are"} muted.
        </summary>
        <ul>
          {counts.map(([kind, count]) => (
            <li key={kind}>
              <button
                type="button"
                onClick={() => mutes.write(mutes.read().filter((one) => one !== kind))}
              >
                Unmute
              </button>
              <span className="mono">
                {count.toLocaleString("en")} × <Text text={kind} isLine />
              </span>
            </li>
          ))}
        </ul>
      </details>
    </Banner>
  );
}
