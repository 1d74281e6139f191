import { renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeRow } from "../testing/row";
import { useSelectedRows } from "./useSelectedRows";

const ROWS = Array.from({ length: 6 }, (_, seq) => makeRow({ seq }));

describe("the rows of a selection", () => {
  let list: HTMLElement;

  beforeEach(() => {
    list = document.createElement("div");
    document.body.append(list);
  });
  afterEach(() => {
    list.remove();
    vi.unstubAllGlobals();
  });

  /** Have the document hold some of the rows, as a list does that is scrolled there. */
  function scrollTo(...seqs: number[]) {
    list.replaceChildren(
      ...seqs.map((seq) => {
        const line = document.createElement("div");
        line.setAttribute("role", "row");
        line.setAttribute("aria-rowindex", `${seq + 1}`);
        line.append(`row ${seq}`);
        return line;
      }),
    );
  }
  const text = (seq: number) =>
    list.querySelector(`[aria-rowindex="${seq + 1}"]`)?.firstChild ?? null;
  function select(anchorNode: Node | null, focusNode: Node | null) {
    const isCollapsed = anchorNode === focusNode;
    vi.stubGlobal("getSelection", () => ({ anchorNode, focusNode, isCollapsed }));
    document.dispatchEvent(new Event("selectionchange"));
  }
  function watch() {
    const { result } = renderHook(() => useSelectedRows({ current: list }, ROWS));
    return () => result.current().map((row) => row.seq);
  }

  it("are all of them, though the first has scrolled out of the document", () => {
    const selected = watch();
    scrollTo(0, 1, 2);
    select(text(1), text(1));
    select(text(1), text(2));
    expect(selected()).toEqual([1, 2]);
    scrollTo(3, 4, 5);
    select(list, text(4));
    expect(selected()).toEqual([1, 2, 3, 4]);
  });

  it("are none where it begins elsewhere, whatever was selected before", () => {
    const selected = watch();
    scrollTo(0, 1, 2);
    select(text(0), text(2));
    select(document.body, text(2));
    expect(selected()).toEqual([]);
    select(text(0), text(2));
    select(list, list);
    select(list, text(1));
    expect(selected()).toEqual([]);
  });
});
