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

let current = read();
const listeners = new Set<() => void>();

function read(): Place {
  const path = location.pathname.startsWith(BASE.pathname)
    ? location.pathname.slice(BASE.pathname.length)
    : "";
  return { path: path.replace(/^\/+|\/+$/g, ""), search: location.search };
}

function announce(): void {
  const place = read();
  if (place.path === current.path && place.search === current.search) return;
  current = place;
  for (const listener of listeners) listener();
}

addEventListener("popstate", announce);

export function href(path: string, search = ""): string {
  return `${BASE.pathname}${path}${search}`;
}

/** The place that the address names now, whatever was drawn last. */
export function here(): Place {
  return current;
}

/** Go to a place; `replace` where the back button should not lead to the present one. */
export function go(path: string, search = "", { replace = false } = {}): void {
  if (href(path, search) === location.pathname + location.search) return;
  history[replace ? "replaceState" : "pushState"](null, "", href(path, search));
  announce();
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
