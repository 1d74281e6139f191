import type { ReactNode } from "react";
import { useView } from "../state/useView";
import { oneLine } from "../text/escape";
import { AddressProblems } from "./AddressProblems";
import styles from "./Page.module.css";
import { Text } from "./Text";

interface Props {
  title: string;
  tools?: ReactNode;
  children: ReactNode;
}

/** The frame of a page other than the log: a heading, its tools, and what it shows. */
export function Page({ title, tools, children }: Props) {
  const { problems } = useView();
  return (
    <main className={styles.page}>
      <title>{`${oneLine(title)} – vlogs-nt`}</title>
      <header className={styles.head}>
        <h1>
          <Text text={title} isLine />
        </h1>
        <div className={styles.tools}>{tools}</div>
      </header>
      <AddressProblems problems={problems} />
      {children}
    </main>
  );
}
