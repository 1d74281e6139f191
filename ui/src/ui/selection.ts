/** What of a selection a list needs: in which nodes it begins and ends, if it spans anything. */
export interface Selected {
  anchorNode: Node | null;
  focusNode: Node | null;
  isCollapsed: boolean;
}

/** What browsers have that do not compose ranges yet. */
interface SelectingRoot extends ShadowRoot {
  getSelection?(): Selection | null;
}

/**
 * The selection as seen from an element.
 *
 * For what is selected in a shadow root the document names the root's host, and nothing within.
 */
export function selectionFrom(element: Element): Selected | null {
  const root = element.getRootNode();
  const selection = getSelection();
  if (!(root instanceof ShadowRoot) || !selection) return selection;
  const [range] = selection.getComposedRanges?.({ shadowRoots: [root] }) ?? [];
  if (range) {
    const { startContainer, endContainer, collapsed } = range;
    return { anchorNode: startContainer, focusNode: endContainer, isCollapsed: collapsed };
  }
  return (root as SelectingRoot).getSelection?.() ?? selection;
}

/** Whether text within an element is selected. */
export function hasSelection(element: Element): boolean {
  const selection = selectionFrom(element);
  if (!selection || selection.isCollapsed) return false;
  return [selection.anchorNode, selection.focusNode].some((node) => element.contains(node));
}
