import { type FormEvent, useId, useRef, useState } from "react";
import { apiNow } from "../api/clock";
import { href } from "../state/location";
import { formatView, type View } from "../state/view";
import { oneLine } from "../text/escape";
import { fromWall, isZone, resolved, toMillis, wall } from "../text/time";
import { CopyButton } from "../ui/CopyButton";
import popovers from "../ui/Popover.module.css";
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

interface Range {
  since: string;
  until: string | undefined;
}

interface Props {
  view: View;
  /** The range that the API has looked at. */
  shown: Range | undefined;
  onChange: (change: Partial<Pick<View, "since" | "until" | "zone">>) => void;
}

/** Which time is shown: relative to now, or fixed, in the zone of choice. */
export function RangePicker({ view, shown, onChange }: Props) {
  const popover = useRef<HTMLDivElement>(null);
  const id = useId();
  const [draft, setDraft] = useState<Range>(view);
  const [isKnownZone, setKnownZone] = useState(true);
  const preset = PRESETS.find(([value]) => value === view.since && !view.until);
  const choose = (change: Parameters<typeof onChange>[0]) => {
    onChange(change);
    popover.current?.hidePopover();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    choose({ since: draft.since.trim() || view.since, until: draft.until?.trim() || undefined });
  };
  return (
    <>
      <button type="button" popoverTarget={id} onClick={() => setDraft(view)}>
        ◷ {preset ? `Last ${preset[1]}`.replace("Last Today", "Today") : label(view)}
      </button>
      <div ref={popover} id={id} popover="auto" className={`${popovers.popover} ${styles.popover}`}>
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
          <Moment
            name="From"
            value={draft.since}
            zone={view.zone}
            placeholder="2026-11-23T09:30:00Z, 90m, yesterday"
            onChange={(since) => setDraft({ ...draft, since })}
          />
          <Moment
            name="To"
            value={draft.until ?? ""}
            zone={view.zone}
            placeholder="now"
            onChange={(until) => setDraft({ ...draft, until })}
          />
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
            {shown && (
              <CopyButton
                text={() =>
                  new URL(href("", formatView({ ...view, ...shown })), location.href).href
                }
              >
                Copy fixed link
              </CopyButton>
            )}
          </div>
        </form>
        <label className={styles.zone}>
          Time zone
          <input
            list={`${id}-zones`}
            defaultValue={view.zone}
            key={view.zone}
            aria-invalid={!isKnownZone}
            aria-describedby={isKnownZone ? undefined : `${id}-zone`}
            onChange={(event) => {
              const zone = event.target.value.trim();
              setKnownZone(isZone(zone));
              if (isZone(zone)) onChange({ zone });
            }}
          />
          {!isKnownZone && (
            <span id={`${id}-zone`} role="status">
              Such as local, UTC or America/New_York
            </span>
          )}
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

interface MomentProps {
  name: string;
  value: string;
  zone: string;
  placeholder: string;
  onChange: (value: string) => void;
}

/** A time as text, relative or absolute, beside the browser's own picker. */
function Moment({ name, value, zone, placeholder, onChange }: MomentProps) {
  const millis = millisOf(value, zone);
  return (
    <div className={styles.moment}>
      <label>
        {name}
        <input
          value={value}
          placeholder={placeholder}
          onChange={(event) => onChange(event.target.value)}
        />
      </label>
      <input
        type="datetime-local"
        step={1}
        aria-label={`${name}: date and time`}
        value={Number.isNaN(millis) ? "" : wall(millis, zone)}
        onChange={(event) => onChange(fromWall(event.target.value, zone) ?? value)}
      />
    </div>
  );
}

/** The range as a button has room for it. */
function label({ since, until, zone }: View): string {
  return `${shortened(since, zone)} – ${until ? shortened(until, zone) : "now"}`;
}

function shortened(time: string, zone: string): string {
  const millis = millisOf(time, zone);
  return Number.isNaN(millis) ? oneLine(time) : wall(millis, zone).replace("T", " ");
}

/** A date that a range begins or ends with; NaN where that is a word or an age. */
function millisOf(time: string, zone: string): number {
  return /^\d{4}-/.test(time) ? toMillis(resolved(time, zone, apiNow())) : Number.NaN;
}
