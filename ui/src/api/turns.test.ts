import { afterEach, describe, expect, it, vi } from "vitest";
import { inTurn, withStreamPlace } from "./turns";

describe("turns where the browser denies its locks", () => {
  afterEach(() => void vi.unstubAllGlobals());

  const deny = (error = new DOMException("denied", "SecurityError")) =>
    vi.stubGlobal("navigator", { locks: { request: () => Promise.reject(error) } });

  it("are the page's own", async () => {
    deny();
    const { signal } = new AbortController();
    const begun: string[] = [];
    let end = () => {};
    const both = [
      inTurn(signal, () => {
        begun.push("first");
        return new Promise<void>((resolve) => {
          end = resolve;
        });
      }),
      inTurn(signal, async () => void begun.push("second")),
    ];
    await vi.waitFor(() => expect(begun).toEqual(["first"]));
    end();
    await Promise.all(both);
    expect(begun).toEqual(["first", "second"]);
    expect(await withStreamPlace(async () => undefined)).toBe(true);
  });

  it("do no work twice, and pass on what else is wrong", async () => {
    const { signal } = new AbortController();
    deny(new DOMException("gone", "AbortError"));
    await expect(inTurn(signal, async () => 1)).rejects.toThrow("gone");
    const work = vi.fn(() => Promise.reject(new DOMException("inner", "SecurityError")));
    const locks = { request: (_: string, __: unknown, act: () => unknown) => act() };
    vi.stubGlobal("navigator", { locks });
    await expect(inTurn(signal, work)).rejects.toThrow("inner");
    expect(work).toHaveBeenCalledOnce();
  });
});
