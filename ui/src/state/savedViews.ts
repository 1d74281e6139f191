/** Named views: presets that everybody has, and the user's own, kept in this browser. */

import { slot } from "./storage";
import type { View } from "./view";

export interface SavedView {
  name: string;
  /** The address' query, as `formatView` makes it. */
  search: string;
}

export interface Preset {
  name: string;
  /** What it changes of the view that is shown, whose range and zone stay. */
  change: Partial<View>;
}

export const PRESETS: readonly Preset[] = [
  { name: "Errors", change: { levels: ["CRITICAL", "ERROR"] } },
  {
    name: "Warnings by strategy",
    change: { levels: ["WARNING"], include: { source: ["strategy"] } },
  },
  { name: "Orders", change: { logsql: "client_order_id:*" } },
  { name: "Rejects", change: { logsql: 'event:="OrderRejected" or event:="OrderDenied"' } },
  { name: "Lost and put aside", change: { logsql: "lost:* or put_aside:*" } },
  { name: "Containers", change: { include: { source: ["container"] } } },
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
