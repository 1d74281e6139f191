/** Which texts can be a token: what a header holds, as it can be seen. */

/** Why a text is no token, such as an invisible sign that was copied with it; undefined where it may be one. */
export function whyNoToken(text: string): string | undefined {
  const odd = /[^\x20-\x7e]/u.exec(text)?.[0];
  if (odd === undefined) return undefined;
  const code = odd.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
  return `A token holds printable ASCII characters only, and this one holds U+${code}: copy it again without that.`;
}
