import { useEffect, useState } from "react";
import type { Row } from "../api/types";
import { counted } from "../text/count";
import { countAfter } from "./buffer";
import type { Feed } from "./feed";

const INTERVAL_MILLIS = 10_000;

/** How many rows came of late, in words for a screen reader: told now and then, not for each burst. */
export function useArrivals(feed: Feed): string {
  const [text, setText] = useState("");
  useEffect(() => {
    let told: Row | undefined;
    const timer = setInterval(() => {
      const { buffer, isOutdated } = feed.getState();
      const newest = buffer.rows.at(-1);
      if (isOutdated || !newest) return;
      const count = told ? countAfter(buffer.rows, told) : 0;
      told = newest;
      setText(count ? counted(count, "new row") : "");
    }, INTERVAL_MILLIS);
    return () => clearInterval(timer);
  }, [feed]);
  return text;
}
