import { Dialog } from "../ui/Dialog";
import styles from "./KeyHelp.module.css";

const KEYS: readonly [string, string][] = [
  ["/", "search"],
  ["j, k", "next and previous row"],
  ["Enter", "open or close the row"],
  ["e, E", "next and previous error"],
  ["c", "what the node logged around the row"],
  ["a", "what everything logged within 30 s of it"],
  ["o", "the row's order"],
  ["f", "follow new rows, or stop"],
  ["Esc", "close"],
  ["?", "this list"],
];

export function KeyHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog title="Keys" isOpen={isOpen} onClose={onClose}>
      <dl className={styles.keys}>
        {KEYS.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
