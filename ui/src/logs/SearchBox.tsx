import { type FormEvent, type Ref, useState } from "react";
import type { View } from "../state/view";
import { joined, terms } from "../text/terms";
import styles from "./SearchBox.module.css";

interface Props {
  ref?: Ref<HTMLInputElement>;
  view: View;
  /** What the API says of the search, if it can't read it. */
  complaint: string | undefined;
  onChange: (change: Pick<View, "text" | "isRegex" | "logsql">) => void;
}

/** The text that messages hold, as terms or as a regular expression, and a filter in LogsQL. */
export function SearchBox({ ref, view, complaint, onChange }: Props) {
  // What is typed and not searched for yet; the view's own otherwise.
  const [text, setText] = useState<string>();
  const [logsql, setLogsql] = useState<string>();
  const shown = view.isRegex ? (view.text[0] ?? "") : joined(view.text);
  const submit = (isRegex = view.isRegex) => {
    setText(undefined);
    setLogsql(undefined);
    const found = text ?? shown;
    if (text === undefined && logsql === undefined && isRegex === view.isRegex) return;
    onChange({
      text: isRegex ? [found].filter(Boolean) : terms(found),
      isRegex,
      logsql: (logsql ?? view.logsql).trim(),
    });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <search>
      <form
        className={styles.form}
        onSubmit={onSubmit}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) submit();
        }}
      >
        <input
          ref={ref}
          type="search"
          className={styles.text}
          value={text ?? shown}
          placeholder={
            view.isRegex
              ? "Regular expression (RE2)"
              : 'Search messages:  filled  "not enough margin"'
          }
          aria-label="Search messages"
          data-regex={view.isRegex || undefined}
          onChange={(event) => setText(event.target.value)}
        />
        <button
          type="button"
          aria-pressed={view.isRegex}
          aria-label="Regular expression"
          title="Regular expression"
          onClick={() => submit(!view.isRegex)}
        >
          .*
        </button>
        <input
          className={styles.logsql}
          value={logsql ?? view.logsql}
          placeholder="LogsQL filter:  spx_price:>5900"
          aria-label="LogsQL filter"
          aria-invalid={complaint !== undefined}
          aria-describedby={complaint ? "search-complaint" : undefined}
          onChange={(event) => setLogsql(event.target.value)}
        />
        <button type="submit" className="visually-hidden" tabIndex={-1}>
          Search
        </button>
      </form>
      {complaint && (
        <p id="search-complaint" className={styles.complaint} role="alert">
          {complaint}
        </p>
      )}
    </search>
  );
}
