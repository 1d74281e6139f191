import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PanelSearch } from "./PanelSearch";

const onChange = vi.fn();

function drawn(text: readonly string[] = []) {
  const { rerender } = render(<PanelSearch text={text} onChange={onChange} />);
  return (next: readonly string[]) => rerender(<PanelSearch text={next} onChange={onChange} />);
}

function field(): HTMLInputElement {
  return screen.getByRole("searchbox");
}

function type(value: string): void {
  fireEvent.change(field(), { target: { value } });
}

function wait(): void {
  act(() => {
    vi.advanceTimersByTime(300);
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  onChange.mockClear();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("the search of a panel", () => {
  it("is made once it is typed, and keeps what is typed as it was", () => {
    const draw = drawn();
    type("not");
    type('not "enough margin" ');
    wait();
    expect(onChange.mock.calls).toEqual([[["not", "enough margin"]]]);
    draw(["not", "enough margin"]);
    expect(field().value).toBe('not "enough margin" ');
  });
  it("shows the view's own text where that changes by another way", () => {
    const draw = drawn();
    type("refused");
    wait();
    draw(["refused"]);
    draw([]);
    expect(field().value).toBe("");
    wait();
    expect(onChange).toHaveBeenCalledTimes(1);
  });
});
