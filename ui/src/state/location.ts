/** The page's address: a hook on the browser's History, instead of a router library. */

import type React from "react";
import { useSyncExternalStore } from "react";

/** Where the pages begin: the built script stands in `assets/` below it, under any path prefix. */
export const BASE = import.meta.env.DEV
  ? new URL("/", location.href)
  : new URL("..", import.meta.url);

export interface Place {
  /** The path below the base, without a slash at its ends: "", "strategies", "order/O-1". */
  path: string;
  search: string;
}

/**
 * Browsers refuse, or ignore, more than some hundred changes of the address in half a minute, and a
 * key that is held down makes thirty a second. So a place is where the page is, and the address
 * follows it: at once, but not more often than this.
 */
const ADDRESS_MILLIS = 350;

let current = read();
/** The address of the present place, where the browser was not told of it yet. */
let untold: string | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function read(): Place {
  const path = location.pathname.startsWith(BASE.pathname)
    ? location.pathname.slice(BASE.pathname.length)
    : "";
  return { path: path.replace(/^\/+|\/+$/g, ""), search: location.search };
}

function moveTo(place: Place): void {
  if (place.path === current.path && place.search === current.search) return;
  current = place;
  for (const listener of listeners) listener();
}

/** Tell the browser what it was not told yet. */
function tell(): void {
  if (untold !== undefined) history.replaceState(null, "", untold);
  untold = undefined;
}

function tellInTurn(): void {
  timer = untold === undefined ? undefined : setTimeout(tellInTurn, ADDRESS_MILLIS);
  tell();
}

addEventListener("popstate", () => {
  untold = undefined; // it belonged to the place that is left
  moveTo(read());
});
addEventListener("pagehide", tell);

export function href(path: string, search = ""): string {
  return `${BASE.pathname}${path}${search}`;
}

/** The place that the address names now, whatever was drawn last. */
export function here(): Place {
  return current;
}

/** Go to a place; `replace` where the back button should not lead to the present one. */
export function go(path: string, search = "", { replace = false } = {}): void {
  const address = href(path, search);
  if (address === href(current.path, current.search)) return;
  if (!replace) {
    tell();
    history.pushState(null, "", address);
    moveTo(read());
    return;
  }
  untold = address;
  if (timer === undefined) tellInTurn();
  moveTo({ path, search });
}

export function usePlace(): Place {
  return useSyncExternalStore(subscribe, here);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Follow links to pages of this application without loading it anew. */
export function onLinkClick(event: React.MouseEvent): void {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) {
    return;
  }
  const link = (event.target as Element).closest?.("a");
  if (!link || link.target || link.hasAttribute("download")) return;
  const url = new URL(link.href, location.href);
  if (url.origin !== BASE.origin || !url.pathname.startsWith(BASE.pathname)) return;
  event.preventDefault();
  go(url.pathname.slice(BASE.pathname.length), url.search);
}
