/** Named views: presets that everybody has, and the user's own, kept in this browser. */

import { slot } from "./storage";

export interface SavedView {
  name: string;
  /** The address' query, as `formatView` makes it. */
  search: string;
}

export const PRESETS: readonly SavedView[] = [
  { name: "Errors", search: "?levels=CRITICAL%2CERROR" },
  { name: "Warnings by strategy", search: "?levels=WARNING&is=source%3Dstrategy" },
  { name: "Orders", search: "?query=client_order_id%3A*" },
  {
    name: "Rejects",
    search: "?query=event%3A%3D%22OrderRejected%22+or+event%3A%3D%22OrderDenied%22",
  },
  { name: "Lost and put aside", search: "?query=lost%3A*+or+put_aside%3A*&since=24h" },
  { name: "Containers", search: "?is=source%3Dcontainer" },
];

const MAX_VIEWS = 100;

export const savedViews = slot<SavedView[]>("views", [], parseViews);

/** Views out of JSON, whoever wrote it; undefined where it holds none. */
export function parseViews(value: unknown): SavedView[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const views = value.filter(
    (one): one is SavedView =>
      typeof one === "object" &&
      one !== null &&
      typeof one.name === "string" &&
      typeof one.search === "string" &&
      one.name.trim() !== "" &&
      /^(\?|$)/.test(one.search),
  );
  return views.slice(0, MAX_VIEWS).map(({ name, search }) => ({ name: name.slice(0, 80), search }));
}

/** Saved views with some more, of which those with a known name take its place. */
export function merged(old: readonly SavedView[], more: readonly SavedView[]): SavedView[] {
  const names = new Set(more.map((view) => view.name));
  return [...old.filter((view) => !names.has(view.name)), ...more].slice(-MAX_VIEWS);
}
