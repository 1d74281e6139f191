import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";
import type { Api } from "../api/client";
import { ApiProvider } from "../api/context";
import { FakeLog } from "../testing/log";
import { useFeed } from "./useFeed";

type View = Parameters<typeof useFeed>[0];

const VIEW: View = { filters: {}, since: "1h", until: undefined, mode: "poll" };

function rendered() {
  let api: Api = new FakeLog();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <ApiProvider value={api}>{children}</ApiProvider>
  );
  const hook = renderHook((view: View) => useFeed(view), {
    wrapper,
    initialProps: VIEW,
  });
  return {
    ...hook,
    feed: () => hook.result.current.feed,
    use: (other: Api) => {
      api = other;
      hook.rerender(VIEW);
    },
  };
}

describe("the feed of a view", () => {
  it("stays through another mode and another token, and is a new one for other filters", () => {
    const { feed, rerender, use, unmount } = rendered();
    const first = feed();
    rerender({ ...VIEW, mode: "off" });
    rerender({ ...VIEW, mode: "live" });
    expect(feed()).toBe(first);
    use(new FakeLog());
    expect(feed()).toBe(first);
    rerender({ ...VIEW, filters: { text: ["other"] } });
    expect(feed()).not.toBe(first);
    unmount();
  });
  it("is a new one for another address", () => {
    const { feed, use, unmount } = rendered();
    const first = feed();
    use(Object.assign(new FakeLog(), { root: "http://elsewhere.test/api/logs" }));
    expect(feed()).not.toBe(first);
    unmount();
  });
});
