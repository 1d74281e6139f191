import styles from "./Level.module.css";
import { Text } from "./Text";

/** A level as a word in its colour: the word tells it, the colour only helps. */
export function LevelLabel({ level }: { level: string }) {
  return (
    <span className={styles.level} data-level={level}>
      <Text text={level || "–"} isLine />
    </span>
  );
}
