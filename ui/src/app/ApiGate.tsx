import { type FormEvent, type ReactNode, useId, useState } from "react";
import { whyNoToken } from "../api/token";
import type { HealthAnswer } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import { API_VERSION } from "../api/version";
import { setToken, useIsTokenRefused, useToken } from "../state/token";
import { Banner } from "../ui/Banner";
import styles from "./ApiGate.module.css";

/** Ask for the API's token where it wants one, and say so where it is of another version. */
export function ApiGate({ children }: { children: ReactNode }) {
  const { data, error } = useAnswer<HealthAnswer>("/health", {}, { every: 30_000 });
  const isRefused = useIsTokenRefused();
  return (
    <>
      {isRefused && <TokenForm />}
      {data && !error && data.api !== API_VERSION && (
        <Banner
          kind="warning"
          action={
            <button type="button" onClick={() => location.reload()}>
              Load anew
            </button>
          }
        >
          The API is of version {String(data.api ?? "unknown")}, this page is made for version{" "}
          {API_VERSION}: load the page anew, or run one release of vlogs-nt for both.
        </Banner>
      )}
      {children}
    </>
  );
}

function TokenForm() {
  const token = useToken();
  const problem = useId();
  const [text, setText] = useState("");
  const [remembers, setRemembers] = useState(false);
  const odd = whyNoToken(text.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (odd) return;
    setToken(text, remembers);
    setText("");
  };
  return (
    <Banner kind="warning">
      <form className={styles.form} onSubmit={submit}>
        <label>
          {token ? "The API does not take this token (any more):" : "The API wants a token:"}{" "}
          <input
            type="password"
            autoComplete="off"
            value={text}
            aria-invalid={odd !== undefined}
            aria-describedby={odd && problem}
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
        <button type="submit" disabled={odd !== undefined}>
          Use it
        </button>
        {odd && (
          <p id={problem} role="alert">
            {odd}
          </p>
        )}
      </form>
    </Banner>
  );
}
