/** Which parts of a text a search has found. */

export interface Piece {
  text: string;
  isHit: boolean;
}

const MAX_HITS = 200;

/** A pattern for search terms, undefined where there is none or where it can't be read. */
export function pattern(terms: readonly string[], isRegex: boolean): RegExp | undefined {
  const parts = terms.filter(Boolean).map((term) => (isRegex ? term : quoted(term)));
  if (!parts.length) return undefined;
  try {
    return new RegExp(parts.map((part) => `(?:${part})`).join("|"), "giu");
  } catch {
    return undefined; // RE2's syntax differs in places from the browser's
  }
}

export function pieces(text: string, found: RegExp | undefined): Piece[] {
  if (!found) return [{ text, isHit: false }];
  const out: Piece[] = [];
  let end = 0;
  let hits = 0;
  for (const match of text.matchAll(found)) {
    if (!match[0]) continue;
    if (match.index > end) out.push({ text: text.slice(end, match.index), isHit: false });
    out.push({ text: match[0], isHit: true });
    end = match.index + match[0].length;
    if (++hits >= MAX_HITS) break;
  }
  if (end < text.length) out.push({ text: text.slice(end), isHit: false });
  return out;
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
