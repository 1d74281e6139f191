/** Which parts of a text a search has found. */

import { parseExpression, type Span, spansOf } from "./expression";

export interface Piece {
  text: string;
  isHit: boolean;
}

/** Where a text holds what is searched for. */
export type Find = (text: string) => readonly Span[];

const MAX_HITS = 200;
/** Of a longer text the rest is not looked at, and longer terms are not looked for. */
const MAX_TEXT_CHARS = 20_000;
const MAX_TERM_CHARS = 1_000;

/** What finds search terms; undefined where there are none or where they can't be read. */
export function pattern(terms: readonly string[], isRegex: boolean): Find | undefined {
  const parts = terms.filter(Boolean);
  if (!parts.length || parts.join("").length > MAX_TERM_CHARS) return undefined;
  return isRegex ? findExpressions(parts) : findTexts(parts);
}

/** As the API does: of an expression, unlike a text, capitals count. */
function findExpressions(parts: readonly string[]): Find | undefined {
  const found = parts.map(parseExpression).filter((one) => one !== undefined);
  if (!found.length) return undefined;
  return (text) =>
    found.flatMap((one) => spansOf(one, text)).sort(([a, b], [c, d]) => a - c || d - b);
}

function findTexts(parts: readonly string[]): Find {
  const any = new RegExp(parts.map((part) => `(?:${quoted(part)})`).join("|"), "giu");
  return (text) => Array.from(text.matchAll(any), (one) => [one.index, one.index + one[0].length]);
}

export function pieces(text: string, find: Find | undefined): Piece[] {
  if (!find) return [{ text, isHit: false }];
  const out: Piece[] = [];
  let end = 0;
  for (const [from, to] of find(text.slice(0, MAX_TEXT_CHARS)).slice(0, MAX_HITS)) {
    if (from < end) continue; // within what another term has found
    if (from > end) out.push({ text: text.slice(end, from), isHit: false });
    out.push({ text: text.slice(from, to), isHit: true });
    end = to;
  }
  if (end < text.length) out.push({ text: text.slice(end), isHit: false });
  return out;
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
