import { type FormEvent, type ReactNode, useState } from "react";
import { ApiError } from "../api/errors";
import type { HealthAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import { setToken, useToken } from "../state/token";
import { Banner } from "../ui/Banner";
import styles from "./TokenGate.module.css";

/** Ask for the API's token where it wants one; the page behind stays as it is. */
export function TokenGate({ children }: { children: ReactNode }) {
  const health = useAnswer<HealthAnswer>("/health", {}, { every: 30_000 });
  const token = useToken();
  const [text, setText] = useState("");
  const [remembers, setRemembers] = useState(false);
  const isDenied = health.error instanceof ApiError && health.error.trouble === "denied";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setToken(text, remembers);
    setText("");
  };
  return (
    <>
      {isDenied && (
        <Banner kind="warning">
          <form className={styles.form} onSubmit={submit}>
            <label>
              {token ? "The API does not take this token (any more):" : "The API wants a token:"}{" "}
              <input
                type="password"
                autoComplete="off"
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            </label>
            <label>
              <input
                type="checkbox"
                checked={remembers}
                onChange={(event) => setRemembers(event.target.checked)}
              />{" "}
              Remember until this tab is closed
            </label>
            <button type="submit">Use it</button>
          </form>
        </Banner>
      )}
      {children}
    </>
  );
}
