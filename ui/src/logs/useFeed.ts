import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { useApi } from "../api/context";
import { useVisible } from "../ui/useVisible";
import { Feed, type FeedOptions, type FeedState } from "./feed";

/** The rows of a view, asked for while the page is visible. */
export function useFeed({ mode, ...view }: Omit<FeedOptions, "api" | "shown">): {
  feed: Feed;
  state: FeedState;
} {
  const api = useApi();
  const isVisible = useVisible();
  const last = useRef<Feed>(undefined);
  const key = JSON.stringify([api.root, view]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key holds the view
  const feed = useMemo(
    () => new Feed({ api, mode, ...view, shown: last.current?.getState().buffer }),
    [key],
  );
  // Another mode or another token shows the same rows.
  useEffect(() => feed.setMode(mode), [feed, mode]);
  useEffect(() => feed.setApi(api), [feed, api]);
  useEffect(() => {
    last.current = feed;
    if (!isVisible) return;
    feed.start();
    return () => feed.stop();
  }, [feed, isVisible]);
  return { feed, state: useSyncExternalStore(feed.subscribe, feed.getState) };
}
