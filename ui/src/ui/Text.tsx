/** Log text on a page: escapes in sight, search hits marked, and never a link or markup. */

import { memo } from "react";
import { escaped, oneLine } from "../text/escape";
import { pieces } from "../text/highlight";

interface Props {
  text: string;
  found?: RegExp | undefined;
  /** In one line, line breaks shown as a sign. */
  isLine?: boolean;
}

export const Text = memo(function Text(props: Props) {
  return (
    <bdi>
      <Marked {...props} />
    </bdi>
  );
});

/** The same for an element that sets its text apart itself, such as a cell with `dir=auto`. */
export const Marked = memo(function Marked({ text, found, isLine = false }: Props) {
  const shown = isLine ? oneLine(text) : escaped(text);
  if (!found) return shown;
  return pieces(shown, found).map((piece, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other identity
    piece.isHit ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
  );
});
