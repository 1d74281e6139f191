import styles from "./Level.module.css";
import { Marked } from "./Text";

/** A level as a word in its colour: the word tells it, the colour only helps. */
export function LevelLabel({ level }: { level: string }) {
  return (
    <bdi className={styles.level} data-level={level}>
      <Marked text={level || "–"} isLine />
    </bdi>
  );
}
