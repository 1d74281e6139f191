/** Decimal texts, summed to their last digit: as floats ten tenths are less than one. */

export interface Decimal {
  /** The number without its point. */
  digits: bigint;
  /** How many of the digits stand behind the point. */
  places: number;
}

const PATTERN = /^(\d+)(?:\.(\d+))?$/;

/** The number that a text is; undefined where it is none. */
export function decimal(text: string | undefined): Decimal | undefined {
  const match = PATTERN.exec(text ?? "");
  if (!match) return undefined;
  const [, whole = "", fraction = ""] = match;
  return { digits: BigInt(whole + fraction), places: fraction.length };
}

export function sum(a: Decimal, b: Decimal): Decimal {
  const places = Math.max(a.places, b.places);
  return { digits: scaled(a, places) + scaled(b, places), places };
}

export function isLess(a: Decimal, b: Decimal): boolean {
  const places = Math.max(a.places, b.places);
  return scaled(a, places) < scaled(b, places);
}

/** The number as a text, with as many places as it was given with. */
export function asDigits({ digits, places }: Decimal): string {
  const text = String(digits).padStart(places + 1, "0");
  const at = text.length - places;
  return places ? `${text.slice(0, at)}.${text.slice(at)}` : text;
}

function scaled({ digits, places }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(to - places);
}
