import { counted } from "../text/count";
import styles from "./FollowPill.module.css";

interface Props {
  newRows: number;
  onFollow: (isFollowing: boolean) => void;
}

/** Over a list that no longer follows: how many rows came since, and the way to them. */
export function FollowPill({ newRows, onFollow }: Props) {
  return (
    <button type="button" className={styles.pill} onClick={() => onFollow(true)}>
      {newRows ? `${counted(newRows, "new row")} ↓` : "Follow ↓"}
    </button>
  );
}
