import { useMemo } from "react";
import { go, here, usePlace } from "./location";
import { formatView, type ParsedView, parseView, type View } from "./view";

interface How {
  /** The back button should not lead to the view of before. */
  replace?: boolean;
}

/** The view that the address holds; `usual` is the range where it names none. */
export function useView(usual?: string): ParsedView {
  const { search } = usePlace();
  return useMemo(() => parseView(search, usual), [search, usual]);
}

/** Change parts of the view that the address holds now: the same function for each drawing. */
export function updateView(
  change: Partial<View> | ((view: View) => Partial<View>),
  how?: How,
): void {
  const { path, search } = here();
  const { view } = parseView(search);
  const some = typeof change === "function" ? change(view) : change;
  go(path, formatView({ ...view, ...some }), how);
}
