import { cleanup, render } from "@testing-library/react";
import type { ComponentProps } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeRow } from "../testing/row";
import { LogList } from "./LogList";

const HEIGHT = 600;

function row(seq: number, time = `2026-11-23T09:30:00.${String(seq).padStart(9, "0")}Z`) {
  return makeRow({ seq, time });
}

function shown(some: Partial<ComponentProps<typeof LogList>>) {
  const onOlder = vi.fn();
  const nothing = () => undefined;
  const draw = (more: Partial<ComponentProps<typeof LogList>> = {}) => (
    <LogList
      rows={[row(1), row(2)]}
      zone="UTC"
      found={undefined}
      active={undefined}
      isFollowing={false}
      canLoadOlder={true}
      label="Rows"
      onFollow={nothing}
      onOpen={nothing}
      onStep={nothing}
      onOlder={onOlder}
      {...some}
      {...more}
    />
  );
  const { rerender, getByRole, queryAllByRole } = render(draw());
  return {
    onOlder,
    list: getByRole("grid"),
    rows: () => queryAllByRole("row"),
    redraw: (more: Partial<ComponentProps<typeof LogList>>) => rerender(draw(more)),
  };
}

describe("the list of rows", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse("2026-11-23T09:30:00Z"), toFake: ["Date"] });
    for (const name of ["clientHeight", "offsetHeight", "offsetWidth"] as const) {
      vi.spyOn(HTMLElement.prototype, name, "get").mockReturnValue(HEIGHT);
    }
  });
  afterEach(() => {
    cleanup();
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it("asks for older rows while few are above what is in sight, though nothing can be scrolled", () => {
    const { onOlder, redraw } = shown({});
    expect(onOlder).toHaveBeenCalled();
    onOlder.mockClear();
    redraw({ canLoadOlder: false }); // they are on their way
    expect(onOlder).not.toHaveBeenCalled();
    redraw({}); // all of them are muted
    expect(onOlder).toHaveBeenCalled();
  });
  it("does not ask while a screen of rows is above", () => {
    const rows = Array.from({ length: 200 }, (_, seq) => row(seq));
    const { onOlder, list, redraw } = shown({ rows, canLoadOlder: false });
    list.scrollTop = HEIGHT;
    redraw({ canLoadOlder: true });
    expect(onOlder).not.toHaveBeenCalled();
  });
  it("tells the day where it changes, which is no row", () => {
    const rows = [
      row(1, "2026-11-22T23:59:59.000000000Z"),
      row(2, "2026-11-23T00:00:00.000000000Z"),
    ];
    const { list, rows: lines } = shown({ rows });
    expect(list.textContent).toMatch(/2026-11-22.*23:59:59.*2026-11-23.*00:00:00/);
    expect(list.getAttribute("aria-rowcount")).toBe("2");
    expect(lines().map((line) => line.getAttribute("aria-rowindex"))).toEqual(["1", "2"]);
    const places = lines().map((line) => line.style.transform);
    expect(places).toEqual(["translateY(22px)", "translateY(66px)"]);
  });
  it("keeps the row at its upper edge in place as days and rows come above it", () => {
    const rows = Array.from({ length: 200 }, (_, seq) => row(seq + 100));
    const { list, redraw } = shown({ rows, canLoadOlder: false });
    list.scrollTop = 220;
    const older = [1, 2, 3].map((seq) => row(seq, `2026-11-22T23:59:5${seq}.000000000Z`));
    redraw({ rows: [...older, ...rows] });
    expect(list.scrollTop).toBe(220 + 5 * 22);
  });
  it("stays at the next row where the one at its upper edge goes", () => {
    const rows = Array.from({ length: 200 }, (_, seq) => row(seq));
    const { list, redraw } = shown({ rows, canLoadOlder: false });
    list.scrollTop = 220;
    redraw({ rows: rows.slice(12) });
    expect(list.scrollTop).toBeLessThanOrEqual(0);
  });
});
