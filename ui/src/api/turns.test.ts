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

describe("turns of a page that is hidden", () => {
  afterEach(() => void vi.unstubAllGlobals());

  function stubHidden() {
    const page = Object.assign(new EventTarget(), { hidden: false });
    vi.stubGlobal("document", page);
    return (hidden: boolean) => {
      page.hidden = hidden;
      page.dispatchEvent(new Event("visibilitychange"));
    };
  }

  const settled = () => new Promise((resolve) => setTimeout(resolve));

  it.each([
    ["the browser's", lockedOneByOne],
    ["the page's own", () => undefined],
  ])("are left to others until it is seen again (%s)", async (_, locks) => {
    const setHidden = stubHidden();
    vi.stubGlobal("navigator", { locks: locks() });
    const { signal } = new AbortController();
    let end = () => {};
    const held = new Promise<void>((resolve) => {
      end = resolve;
    });
    const first = inTurn(signal, () => held);
    const work = vi.fn(async () => "done");
    const queued = inTurn(signal, work);
    const aborter = new AbortController();
    const superseded = inTurn(aborter.signal, work);
    await settled();
    setHidden(true);
    end();
    await first;
    await settled();
    expect(work).not.toHaveBeenCalled();
    aborter.abort(new Error("superseded"));
    await expect(superseded).rejects.toThrow("superseded");
    setHidden(false);
    expect(await queued).toBe("done");
    expect(work).toHaveBeenCalledOnce();
  });
});

/** Locks as a browser has them, of one name. */
function lockedOneByOne() {
  let tail: Promise<unknown> = Promise.resolve();
  return {
    request: (_: string, __: unknown, act: () => Promise<unknown>) => {
      const turn = tail.then(act);
      tail = turn.catch(() => undefined);
      return turn;
    },
  };
}
