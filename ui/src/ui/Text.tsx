/** Log text on a page: escapes in sight, search hits marked, and never a link or markup. */

import { memo } from "react";
import { escaped, oneLine } from "../text/escape";
import { type Find, pieces } from "../text/highlight";

interface Props {
  text: string;
  found?: Find | undefined;
  /** In one line, line breaks shown as a sign. */
  isLine?: boolean;
}

/**
 * From the left to the right, whatever its letters: a log line is data, and of a line that began
 * with Hebrew its first half would be cut off, its escapes and figures turned around.
 */
export const Text = memo(function Text(props: Props) {
  return (
    <bdi dir="ltr">
      <Marked {...props} />
    </bdi>
  );
});

/** The same for an element that sets its text apart itself, such as a cell with `dir=ltr`. */
export const Marked = memo(function Marked({ text, found, isLine = false }: Props) {
  const shown = isLine ? oneLine(text) : escaped(text);
  if (!found) return shown;
  return pieces(shown, found).map((piece, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other identity
    piece.isHit ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
  );
});
