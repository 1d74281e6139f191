import type { ReactNode } from "react";
import styles from "./Banner.module.css";

interface Props {
  kind: "info" | "warning" | "error";
  children: ReactNode;
  action?: ReactNode;
}

/** A message about the page as a whole, which stays until its cause is gone. */
export function Banner({ kind, children, action }: Props) {
  return (
    <div className={styles.banner} data-kind={kind} role={kind === "error" ? "alert" : "status"}>
      <span>{children}</span>
      {action}
    </div>
  );
}
