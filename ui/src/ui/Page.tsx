import type { ReactNode } from "react";
import styles from "./Page.module.css";

interface Props {
  title: string;
  tools?: ReactNode;
  children: ReactNode;
}

/** The frame of a page other than the log: a heading, its tools, and what it shows. */
export function Page({ title, tools, children }: Props) {
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <h1>{title}</h1>
        <div className={styles.tools}>{tools}</div>
      </header>
      {children}
    </main>
  );
}
