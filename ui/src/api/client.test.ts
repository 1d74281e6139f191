import { afterEach, describe, expect, it, vi } from "vitest";
import { createApi } from "./client";
import { whyNoToken } from "./token";

describe("a token", () => {
  afterEach(() => void vi.unstubAllGlobals());

  it.each([
    ["secret\u200b", "U+200B"],
    ["se\u2013cret", "U+2013"],
    ["\u{1f511}", "U+1F511"],
    ["a\nb", "U+000A"],
  ])("that no header holds is refused in words, and not sent", async (token, code) => {
    expect(whyNoToken(token)).toContain(code);
    const asked = vi.fn();
    vi.stubGlobal("fetch", asked);
    const onVerdict = vi.fn();
    const api = createApi("http://x/api/logs", token, onVerdict);
    await expect(api.open("", {}, new AbortController().signal)).rejects.toMatchObject({
      trouble: "denied",
      message: expect.stringContaining(code),
    });
    expect(onVerdict).toHaveBeenCalledWith(true);
    expect(asked).not.toHaveBeenCalled();
  });

  it("may hold every sign that a header may", () => {
    expect(whyNoToken("aZ09-._~+/= !")).toBeUndefined();
    expect(whyNoToken("")).toBeUndefined();
  });
});
