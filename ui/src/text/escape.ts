/**
 * Make control, bidirectional and invisible characters visible as escapes.
 *
 * Log text is hostile: a bidirectional override could show a sell as a buy. Newlines and tabs stay.
 */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

export function escaped(text: string): string {
  return text.replace(UNSEEN, (char) => {
    const code = char.codePointAt(0) ?? 0;
    return code <= 0xff
      ? `\\x${code.toString(16).padStart(2, "0")}`
      : `\\u{${code.toString(16).padStart(4, "0")}}`;
  });
}

/** More than any line has room for; a message may have 256,000 bytes. */
export const MAX_LINE_CHARS = 2_000;

/** The text in one line: line breaks shown as a sign, so that a row keeps its height. */
export function oneLine(text: string): string {
  const head = text.length > MAX_LINE_CHARS ? `${text.slice(0, MAX_LINE_CHARS)}…` : text;
  const lines = escaped(head)
    .split("\n")
    .map((line) => line.trim());
  const last = lines.length - 1;
  return lines.filter((line, at) => line || at === 0 || at === last).join(" ⏎ ");
}
