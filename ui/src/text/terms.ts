/** The text of a search field as terms: words, and quoted phrases. */

const MAX_TERMS = 32;

export function terms(text: string): string[] {
  return [...text.matchAll(/"([^"]+)"|(\S+)/g)]
    .map((match) => match[1] ?? match[2] ?? "")
    .slice(0, MAX_TERMS);
}

/** The terms as a text that gives them again. */
export function joined(found: readonly string[]): string {
  return found.map((term) => (/\s/.test(term) ? `"${term}"` : term)).join(" ");
}
