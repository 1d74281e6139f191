import { type FormEvent, useId, useRef, useState } from "react";
import type { View } from "../state/view";
import { isZone } from "../text/time";
import styles from "./RangePicker.module.css";

export const PRESETS: readonly [string, string][] = [
  ["5m", "5 min"],
  ["15m", "15 min"],
  ["1h", "1 hour"],
  ["6h", "6 hours"],
  ["24h", "24 hours"],
  ["today", "Today"],
];

const ZONES = [
  "local",
  "UTC",
  "America/New_York",
  "America/Chicago",
  "Europe/London",
  "Asia/Tokyo",
  "Asia/Hong_Kong",
];

interface Props {
  view: View;
  /** The range that the API has looked at. */
  shown: { since: string; until: string } | undefined;
  onChange: (change: Partial<Pick<View, "since" | "until" | "zone">>) => void;
}

/** Which time is shown: relative to now, or fixed, in the zone of choice. */
export function RangePicker({ view, shown, onChange }: Props) {
  const popover = useRef<HTMLDivElement>(null);
  const id = useId();
  const [since, setSince] = useState("");
  const [until, setUntil] = useState("");
  const preset = PRESETS.find(([value]) => value === view.since && !view.until);
  const close = () => popover.current?.hidePopover?.();
  const choose = (change: Parameters<typeof onChange>[0]) => {
    onChange(change);
    close();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    choose({ since: since.trim() || view.since, until: until.trim() || undefined });
  };
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        onClick={() => {
          setSince(view.since);
          setUntil(view.until ?? "");
        }}
      >
        ◷ {preset ? `Last ${preset[1]}`.replace("Last Today", "Today") : label(view)}
      </button>
      <div ref={popover} id={id} popover="auto" className={styles.popover}>
        <div className={styles.presets}>
          {PRESETS.map(([value, name]) => (
            <button
              key={value}
              type="button"
              aria-pressed={preset?.[0] === value}
              onClick={() => choose({ since: value, until: undefined })}
            >
              {name}
            </button>
          ))}
        </div>
        <form onSubmit={submit} className={styles.form}>
          <label>
            From
            <input
              value={since}
              onChange={(event) => setSince(event.target.value)}
              placeholder="2026-11-23T09:30:00Z, 90m, yesterday"
            />
          </label>
          <label>
            To
            <input
              value={until}
              onChange={(event) => setUntil(event.target.value)}
              placeholder="now"
            />
          </label>
          <div className={styles.actions}>
            <button type="submit">Show</button>
            <button
              type="button"
              disabled={!shown}
              title="The same rows tomorrow: fix the range that is shown"
              onClick={() => shown && choose(shown)}
            >
              Fix range
            </button>
          </div>
        </form>
        <label className={styles.zone}>
          Time zone
          <input
            list={`${id}-zones`}
            defaultValue={view.zone}
            key={view.zone}
            onChange={(event) =>
              isZone(event.target.value) && onChange({ zone: event.target.value })
            }
          />
          <datalist id={`${id}-zones`}>
            {ZONES.map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </label>
      </div>
    </>
  );
}

function label(view: View): string {
  return `${view.since} – ${view.until ?? "now"}`;
}
