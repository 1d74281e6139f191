import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_VIEW, type View } from "../state/view";
import { RangePicker } from "./RangePicker";

describe("the range on its button", () => {
  afterEach(cleanup);

  function drawn(view: Partial<View>): string | null | undefined {
    const whole = { ...DEFAULT_VIEW, zone: "Asia/Tokyo", ...view };
    render(<RangePicker view={whole} shown={undefined} onChange={vi.fn()} />);
    return screen.getAllByRole("button")[0]?.textContent;
  }

  it("is by the zone of choice, whichever the browser's is", () => {
    expect(drawn({ since: "2026-11-23 09:30", until: "2026-11-23T02:00:00Z" })).toBe(
      "◷ 2026-11-23 09:30:00 – 2026-11-23 11:00:00",
    );
  });
  it("hides nothing of an address", () => {
    expect(drawn({ since: "\u202esoon" })).toBe("◷ \\u{202e}soon – now");
  });
});
