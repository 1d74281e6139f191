/** Messages that the user does not want to see for now, told and counted where they are hidden. */

import { isTexts, slot } from "./storage";

export const mutes = slot<string[]>("mutes", [], (value) => (isTexts(value) ? value : undefined));

/** What two messages of the same kind have in common: the text without its numbers and ids. */
export function kindOf(message: string): string {
  const [line = ""] = message.split("\n", 1);
  return line
    .slice(0, 300)
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, "#")
    .replace(/\d[\d_.,:-]*/g, "#");
}
