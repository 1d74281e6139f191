import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { go, here } from "./location";

describe("the page's address", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it("follows a key that is held down, without more changes than browsers allow", () => {
    const told = vi.spyOn(history, "replaceState");
    for (let turn = 0; turn < 900; turn++) {
      go("", `?row=${turn}`, { replace: true });
      expect(here().search).toBe(`?row=${turn}`);
      vi.advanceTimersByTime(33);
    }
    expect(told.mock.calls.length).toBeLessThan(100); // Safari's limit for 30 s
    vi.advanceTimersByTime(1_000);
    expect(told.mock.lastCall?.[2]).toMatch(/\?row=899$/);
  });

  it("is told of the place that is left before another one is gone to", () => {
    go("", "?row=a", { replace: true });
    go("", "?row=b", { replace: true });
    const told = vi.spyOn(history, "replaceState");
    go("runs");
    expect(told.mock.lastCall?.[2]).toMatch(/\?row=b$/);
    expect(here().path).toBe("runs");
  });
});
