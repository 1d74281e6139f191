import { ago } from "../text/time";
import { useNow } from "./useNow";

/** How long ago a time is, kept up to date without anything else being drawn again. */
export function Ago({ time }: { time: string }) {
  return ago(time, useNow());
}
