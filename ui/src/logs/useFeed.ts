import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { Params } from "../api/client";
import { useApi } from "../api/context";
import { useToken } from "../state/token";
import type { Mode } from "../state/view";
import { useVisible } from "../ui/useVisible";
import { Feed, type FeedState } from "./feed";

interface Options {
  filters: Params;
  since: string;
  until: string | undefined;
  mode: Mode;
  first?: number;
}

/** The rows of a view, asked for while the page is visible. */
export function useFeed(options: Options): { feed: Feed; state: FeedState } {
  const api = useApi();
  const token = useToken();
  const isVisible = useVisible();
  const key = JSON.stringify([options, token]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key holds the options
  const feed = useMemo(() => new Feed({ api, ...options }), [api, key]);
  useEffect(() => {
    if (!isVisible) return;
    feed.start();
    return () => feed.stop();
  }, [feed, isVisible]);
  return { feed, state: useSyncExternalStore(feed.subscribe, feed.getState) };
}
