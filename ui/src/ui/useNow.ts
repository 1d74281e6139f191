import { useEffect, useState } from "react";

/** The time now, in milliseconds, looked at anew every so often while the page is visible. */
export function useNow(intervalMillis = 1_000): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setNow(Date.now());
    }, intervalMillis);
    return () => clearInterval(timer);
  }, [intervalMillis]);
  return now;
}
