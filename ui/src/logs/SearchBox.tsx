import { type FormEvent, forwardRef, useEffect, useState } from "react";
import type { View } from "../state/view";
import styles from "./SearchBox.module.css";

interface Props {
  view: View;
  /** What the API says of the LogsQL, if it can't read it. */
  complaint: string | undefined;
  onChange: (change: Pick<View, "text" | "isRegex" | "logsql">) => void;
}

/** The text that messages hold, as terms or as regular expressions, and a filter in LogsQL. */
export const SearchBox = forwardRef<HTMLInputElement, Props>(function SearchBox(props, ref) {
  const { view, complaint, onChange } = props;
  const [text, setText] = useState("");
  const [logsql, setLogsql] = useState("");
  const shown = view.isRegex ? (view.text[0] ?? "") : view.text.map(quoteTerm).join(" ");
  useEffect(() => setText(shown), [shown]);
  useEffect(() => setLogsql(view.logsql), [view.logsql]);
  const submit = (event?: FormEvent, isRegex = view.isRegex) => {
    event?.preventDefault();
    onChange({
      text: isRegex ? [text].filter(Boolean) : terms(text),
      isRegex,
      logsql: logsql.trim(),
    });
  };
  return (
    <search>
      <form className={styles.form} onSubmit={submit}>
        <input
          ref={ref}
          type="search"
          className={styles.text}
          value={text}
          placeholder={
            view.isRegex
              ? "Regular expression (RE2)"
              : 'Search messages:  filled  "not enough margin"'
          }
          aria-label="Search messages"
          data-regex={view.isRegex || undefined}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => submit()}
        />
        <button
          type="button"
          aria-pressed={view.isRegex}
          title="Regular expression"
          onClick={() => submit(undefined, !view.isRegex)}
        >
          .*
        </button>
        <input
          className={styles.logsql}
          value={logsql}
          placeholder="LogsQL filter:  spx_price:>5900"
          aria-label="LogsQL filter"
          aria-invalid={complaint !== undefined}
          aria-describedby={complaint ? "logsql-complaint" : undefined}
          onChange={(event) => setLogsql(event.target.value)}
          onBlur={() => submit()}
        />
        <button type="submit" className="visually-hidden" tabIndex={-1}>
          Search
        </button>
      </form>
      {complaint && (
        <p id="logsql-complaint" className={styles.complaint} role="alert">
          {complaint}
        </p>
      )}
    </search>
  );
});

/** The terms of a search text: words, and quoted phrases. */
export function terms(text: string): string[] {
  return [...text.matchAll(/"([^"]+)"|(\S+)/g)]
    .map((match) => match[1] ?? match[2] ?? "")
    .slice(0, 32);
}

function quoteTerm(term: string): string {
  return /\s/.test(term) ? `"${term}"` : term;
}
