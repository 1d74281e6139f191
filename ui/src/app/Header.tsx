import { useState } from "react";
import { orderPlace } from "../order/address";
import { go, href } from "../state/location";
import { THEMES, theme } from "../state/preferences";
import { useSlot } from "../state/storage";
import { setToken, useToken } from "../state/token";
import { useView } from "../state/useView";
import { inZone } from "../state/view";
import styles from "./Header.module.css";

const PAGES: readonly [string, string][] = [
  ["", "Logs"],
  ["strategies", "Strategies"],
  ["runs", "Runs"],
  ["health", "Health"],
];

/** The name of the project, the pages, and what concerns all of them. */
export function Header({ path }: { path: string }) {
  const { zone } = useView().view;
  const chosen = useSlot(theme);
  const token = useToken();
  const [order, setOrder] = useState("");
  return (
    <header className={styles.header}>
      <a className={styles.name} href={href("", inZone(zone))}>
        vlogs<span>-nt</span>
      </a>
      <nav aria-label="Pages">
        {PAGES.map(([page, name]) => (
          <a
            key={page}
            href={href(page, inZone(zone))}
            aria-current={
              path === page || (page === "strategies" && path.startsWith("strategy/"))
                ? "page"
                : undefined
            }
          >
            {name}
          </a>
        ))}
      </nav>
      <form
        className={styles.order}
        onSubmit={(event) => {
          event.preventDefault();
          if (order.trim()) go(...orderPlace(order.trim(), {}, zone));
        }}
      >
        <input
          value={order}
          onChange={(event) => setOrder(event.target.value)}
          placeholder="Order: O-20261123-…"
          aria-label="Find an order by its client order id"
        />
      </form>
      <label className={styles.theme}>
        <span className="visually-hidden">Theme</span>
        <select
          value={chosen}
          onChange={(event) =>
            theme.write(THEMES.find((one) => one === event.target.value) ?? "system")
          }
        >
          <option value="system">Auto</option>
          <option value="light">Light</option>
          <option value="dark">Dark</option>
        </select>
      </label>
      {token && (
        <button type="button" onClick={() => setToken("", false)}>
          Forget token
        </button>
      )}
    </header>
  );
}
