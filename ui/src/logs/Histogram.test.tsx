import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { HistogramAnswer } from "../api/types";
import { Histogram } from "./Histogram";

/** Three bars of a minute, the first at a minute of the day's first hour. */
function answer(minute: number, level = "INFO"): HistogramAnswer {
  const times = [0, 1, 2].map((offset) => `2026-11-23T00:${minute + offset}:00Z`);
  return {
    start: times[0] ?? "",
    end: "2026-11-23T01:00:00Z",
    clamped: [],
    step_secs: 60,
    steps: times.map((time) => ({ time, count: 1, by: { [level]: 1 } })),
  } as HistogramAnswer;
}

describe("the histogram", () => {
  afterEach(cleanup);

  function draw(shown: HistogramAnswer, isStale = false) {
    const onZoom = vi.fn();
    const element = (one: HistogramAnswer) => (
      <Histogram answer={one} isStale={isStale} zone="UTC" onZoom={onZoom} />
    );
    const { rerender } = render(element(shown));
    return { onZoom, poll: (one: HistogramAnswer) => rerender(element(one)) };
  }
  const press = (key: string, shiftKey = false) =>
    fireEvent.keyDown(screen.getByRole("application"), { key, shiftKey });

  it("zooms into the bars that were chosen, wherever a poll has moved them", () => {
    const { onZoom, poll } = draw(answer(10));
    press("ArrowLeft");
    press("ArrowLeft", true);
    expect(screen.getByRole("status").textContent).toContain("00:11:00");
    poll(answer(11));
    expect(screen.getByRole("status").textContent).toContain("00:11:00");
    press("Enter");
    expect(onZoom).toHaveBeenCalledExactlyOnceWith({
      since: "2026-11-23T00:11:00Z",
      until: "2026-11-23T00:13:00.000Z",
    });
  });

  it("leads nowhere while it is another view's", () => {
    const { onZoom } = draw(answer(10), true);
    press("ArrowLeft");
    press("Enter");
    expect(onZoom).not.toHaveBeenCalled();
    expect(screen.getByRole("application").getAttribute("aria-disabled")).toBe("true");
  });

  it("shows what is hidden in a level's name", () => {
    draw(answer(10, "IN\u202eFO"));
    press("ArrowLeft");
    expect(screen.getByRole("status").textContent).toContain("1 IN\\u{202e}FO");
  });
});
