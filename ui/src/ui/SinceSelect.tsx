import { oneLine } from "../text/escape";

interface Props {
  value: string;
  onChange: (since: string) => void;
}

const CHOICES: readonly [string, string][] = [
  ["15m", "15 minutes"],
  ["1h", "1 hour"],
  ["6h", "6 hours"],
  ["24h", "24 hours"],
];

/** How far back a page looks. */
export function SinceSelect({ value, onChange }: Props) {
  return (
    <label>
      Last{" "}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {CHOICES.map(([since, name]) => (
          <option key={since} value={since}>
            {name}
          </option>
        ))}
        {!CHOICES.some(([since]) => since === value) && (
          <option value={value}>{oneLine(value)}</option>
        )}
      </select>
    </label>
  );
}
