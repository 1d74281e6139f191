/**
 * Regular expressions as the API reads them (RE2), matched in counted steps.
 *
 * The browser's own engine tries every way through an expression: `(\w+\s*)+:` from somebody's link
 * would hold the page for good. Here no place of a text is looked at twice in the same state, and a
 * text that takes too many steps is read no further.
 */

export type Span = readonly [from: number, to: number];

/** What must come next: a character, a place between two, either of several ways, or no more. */
type State = { id: number } & (
  | { kind: "char"; fits: RegExp; next: State }
  | { kind: "place"; holds: Place; next: State }
  | { kind: "fork"; ways: State[] }
  | { kind: "end" }
);

type Place = (text: string, at: number) => boolean;

/** A part of an expression: what it makes of the state behind it. */
type Part = (next: State) => State;

export interface Expression {
  first: State;
}

const MAX_STATES = 2_000;
const MAX_REPETITIONS = 100;
/** Some milliseconds. */
const MAX_STEPS = 100_000;

const PLACES: Readonly<Record<string, Place>> = {
  "^": (_, at) => at === 0,
  "\\A": (_, at) => at === 0,
  $: (text, at) => at === text.length,
  "\\z": (text, at) => at === text.length,
  "\\b": isEdge,
  "\\B": (text, at) => !isEdge(text, at),
};

function isEdge(text: string, at: number): boolean {
  return /\w/.test(text.charAt(at - 1)) !== /\w/.test(text.charAt(at));
}

/** The expression; undefined where it can't be read, or is too large. */
export function parseExpression(text: string): Expression | undefined {
  try {
    return { first: new Reader(text).whole() };
  } catch {
    return undefined;
  }
}

class Reader {
  private at = 0;
  private size = 0;
  private readonly flags: string;

  constructor(private readonly text: string) {
    this.flags = this.take(/\(\?([is]+)\)/y)?.[1] ?? "";
  }

  whole(): State {
    const part = this.either();
    if (this.at < this.text.length) throw new Error("a bracket closes no group");
    return part({ id: this.grow(), kind: "end" });
  }

  private either(): Part {
    const parts = [this.sequence()];
    while (this.take(/\|/y)) parts.push(this.sequence());
    const [only, ...others] = parts;
    if (only && !others.length) return only;
    return (next) => this.fork(parts.map((part) => part(next)));
  }

  private sequence(): Part {
    const parts: Part[] = [];
    while (this.at < this.text.length && !/[|)]/.test(this.text.charAt(this.at))) {
      parts.push(this.repeated());
    }
    return (next) => parts.reduceRight((after, part) => part(after), next);
  }

  private repeated(): Part {
    const part = this.atom();
    const found = this.take(/([*+?])|\{(\d{1,3})(,(\d{0,3}))?\}/y);
    if (!found) return part;
    const [, sign, low, comma, high] = found;
    const isLazy = this.take(/\?/y) !== undefined;
    const least = sign ? Number(sign === "+") : Number(low);
    const most = sign ? (sign === "?" ? 1 : undefined) : comma ? number(high) : least;
    if (Math.max(least, most ?? 0) > MAX_REPETITIONS) throw new Error("too many repetitions");
    const choice = (body: State, next: State) => (isLazy ? [next, body] : [body, next]);
    return (next) => {
      let state = next;
      if (most === undefined) {
        const ways: State[] = [];
        state = this.fork(ways);
        ways.push(...choice(part(state), next));
      }
      for (let count = least; count < (most ?? least); count++) {
        state = this.fork(choice(part(state), next));
      }
      for (let count = 0; count < least; count++) {
        this.grow();
        state = part(state);
      }
      return state;
    };
  }

  private atom(): Part {
    if (this.take(/\((?:\?:|\?P?<\w+>)?(?!\?)/y)) {
      const inner = this.either();
      if (!this.take(/\)/y)) throw new Error("a group does not close");
      return inner;
    }
    const holds = PLACES[this.take(/[\^$]|\\[AzbB]/y)?.[0] ?? ""];
    if (holds) return (next) => ({ id: this.grow(), kind: "place", holds, next });
    const char = this.take(CHAR);
    if (!char) throw new Error("nothing to repeat");
    const fits = new RegExp(`^${sourceOf(char[0])}$`, `u${this.flags}`);
    return (next) => ({ id: this.grow(), kind: "char", fits, next });
  }

  private fork(ways: State[]): State {
    return { id: this.grow(), kind: "fork", ways };
  }

  private grow(): number {
    this.size += 1;
    if (this.size > MAX_STATES) throw new Error("too large");
    return this.size;
  }

  private take(sticky: RegExp): RegExpExecArray | undefined {
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text);
    if (found) this.at += found[0].length;
    return found ?? undefined;
  }
}

/** A class, an escape, or a character that stands for itself. */
const CHAR =
  /\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]|\\(?:[pP](?:\{[^}]*\}|.)|x(?:\{[^}]*\}|..)|.)|[^*+?()|[\\]/suy;

/** The same in the browser's syntax, which knows no escapes of signs that need none. */
function sourceOf(char: string): string {
  if (char === ".") return char;
  if (!/^[[\\]/.test(char)) return code(char);
  return char
    .replace(/\\(\W)/gu, (_, sign: string) => code(sign))
    .replace(/\\x\{/g, "\\u{")
    .replace(/\\([pP])([A-Z])/g, "\\$1{$2}");
}

function code(char: string): string {
  return `\\u{${char.codePointAt(0)?.toString(16)}}`;
}

function number(text: string | undefined): number | undefined {
  return text ? Number(text) : undefined;
}

/** Where an expression is found in a text, as far as that takes no more steps than are allowed. */
export function spansOf({ first }: Expression, text: string, steps = MAX_STEPS): Span[] {
  const found: Span[] = [];
  const search = new Search(text, steps);
  let at = 0;
  while (at < text.length && search.steps > 0) {
    const end = search.endFrom(first, at);
    if (end !== undefined && end > at) found.push([at, end]);
    at = end !== undefined && end > at ? end : at + charAt(text, at).length;
  }
  return found;
}

class Search {
  /** States that lead to no end from a place, whatever stands before it. */
  private readonly failed = new Set<number>();

  constructor(
    private readonly text: string,
    public steps: number,
  ) {}

  /** Where the expression ends if it begins at a place: of several ways the first. */
  endFrom(first: State, from: number): number | undefined {
    const todo: [State, number][] = [[first, from]];
    for (let one = todo.pop(); one && this.steps > 0; one = todo.pop()) {
      this.steps -= 1;
      const [state, at] = one;
      const key = state.id * (this.text.length + 1) + at;
      if (this.failed.has(key)) continue;
      if (state.kind === "end") {
        this.failed.clear();
        return at;
      }
      this.failed.add(key);
      if (state.kind === "fork") {
        todo.push(...state.ways.toReversed().map((way): [State, number] => [way, at]));
      } else if (state.kind === "place") {
        if (state.holds(this.text, at)) todo.push([state.next, at]);
      } else {
        const char = charAt(this.text, at);
        if (char && state.fits.test(char)) todo.push([state.next, at + char.length]);
      }
    }
    return undefined;
  }
}

function charAt(text: string, at: number): string {
  const found = text.codePointAt(at);
  return found === undefined ? "" : String.fromCodePoint(found);
}
