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

/** The text in one line: line breaks shown as a sign, so that a row keeps its height. */
export function oneLine(text: string): string {
  return escaped(text).replace(/\s*\n\s*/g, " ⏎ ");
}
