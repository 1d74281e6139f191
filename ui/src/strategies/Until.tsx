import { apiNow } from "../api/clock";
import { updateView } from "../state/useView";
import { oneLine } from "../text/escape";
import { clock, resolved } from "../text/time";

interface Props {
  until: string | undefined;
  zone: string;
}

/** The end of a range that is in the past, and the way back to now; nothing where it is now. */
export function Until({ until, zone }: Props) {
  if (!until) return null;
  const { day, time } = clock(resolved(until, zone, apiNow()), zone);
  return (
    <button
      type="button"
      title="Show what is logged up to now"
      onClick={() => updateView({ since: "1h", until: undefined })}
    >
      until {oneLine(`${day} ${time}`)} ✕
    </button>
  );
}
