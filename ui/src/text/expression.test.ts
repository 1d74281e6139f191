import { describe, expect, it } from "vitest";
import { parseExpression, spansOf } from "./expression";

function found(expression: string, text: string): string[] {
  const parsed = parseExpression(expression);
  if (!parsed) throw new Error("can't be read");
  return spansOf(parsed, text).map(([from, to]) => text.slice(from, to));
}

describe("an expression", () => {
  it.each([
    ["a.c", "abc a\nc adc", ["abc", "adc"]],
    ["a|bc", "bca", ["bc", "a"]],
    ["a|ab", "ab", ["a"]],
    ["(a|ab)(c|bcd)", "abcd", ["abcd"]],
    ["a*", "baab", ["aa"]],
    ["(a*)*b", "aab", ["aab"]],
    ["a+?", "aa", ["a", "a"]],
    ["a??b", "ab", ["ab"]],
    ["x{2}", "xxxxx", ["xx", "xx"]],
    ["x{1,2}y", "xxxy", ["xxy"]],
    ["x{2,}", "x xxx", ["xxx"]],
    ["x{,2}", "x{,2}", ["x{,2}"]],
    ["^a", "aa", ["a"]],
    ["a$", "aa", ["a"]],
    ["\\bfill\\b", "fills fill", ["fill"]],
    ["\\Bs\\z", "s fills", ["s"]],
    ["[^a-c\\]]+", "ab]de", ["de"]],
    ['[\\-\\."]', 'a-b."', ["-", ".", '"']],
    ["\\d+\\.\\d+", "px 12.50", ["12.50"]],
    ["\\-\\:\\\\", "-:\\", ["-:\\"]],
    ["\\x41\\x{1F680}\\pL", "A🚀é", ["A🚀é"]],
    ["(?P<id>O-\\d+)", "O-17", ["O-17"]],
    ["(?i)error", "ERROR", ["ERROR"]],
    ["error", "ERROR", []],
    [".", "🚀", ["🚀"]],
    ["", "a", []],
  ])("%s finds in %j what RE2 finds", (expression, text, wanted) => {
    expect(found(expression, text)).toEqual(wanted);
  });

  it.each([
    "(",
    ")",
    "a)b(",
    "*",
    "a**",
    "(?=a)",
    "(?<!a)",
    "(a)\\1",
    "\\Qa",
    "[a",
    "[[:alpha:]]",
    "((a{100}){100}){100}",
    "((){100}){100}",
  ])("%s is not read", (expression) => {
    expect(parseExpression(expression)).toBeUndefined();
  });

  it.each([
    "(\\w+\\s*)+:",
    "(a|a)*b",
    "(a*)*b",
    "\\w*\\w*\\w*:",
    `${"a?".repeat(30)}b`,
    `${"(?:a|a)".repeat(30)}b`,
  ])(
    "%s takes steps in proportion to the text, however many ways there are through it",
    (expression) => {
      const parsed = parseExpression(expression);
      if (!parsed) throw new Error("can't be read");
      const isEnough = (length: number, steps: number) => {
        const text = `${"a".repeat(length)}.${"a".repeat(30)}b:`;
        return spansOf(parsed, text, steps).length > 0;
      };
      const steps = (length: number) => {
        let enough = 1;
        while (!isEnough(length, enough)) enough *= 2;
        return enough;
      };
      expect(steps(800)).toBeLessThanOrEqual(steps(100) * 16);
      expect(steps(800)).toBeLessThan(200_000);
    },
  );

  it("is looked for no further than its steps reach", () => {
    const parsed = parseExpression("a|a.*z");
    if (!parsed) throw new Error("can't be read");
    expect(spansOf(parsed, "a".repeat(100_000)).length).toBeLessThan(100_000);
  });
});
