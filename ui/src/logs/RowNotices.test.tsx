import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { EMPTY } from "./buffer";
import type { FeedState } from "./feed";
import { BoundNotices } from "./RowNotices";

const NOW = "2026-11-23T20:30:00.000000000Z";
const LONG_AGO = "2026-11-20T20:30:00.000000000Z";
const TO_COME = "2026-11-25T20:30:00.000000000Z";

describe("a range that the API cuts", () => {
  afterEach(cleanup);

  it("is told of where its begin is cut, not where its end is to come", () => {
    const state = {
      buffer: EMPTY,
      clamped: [
        { parameter: "since", asked: LONG_AGO, used: "2026-11-22T20:30:00.000000000Z" },
        { parameter: "until", asked: TO_COME, used: NOW },
      ],
    } as unknown as FeedState;
    render(<BoundNotices state={state} zone="UTC" />);
    const [notice] = screen.getAllByText(/The API shows no longer range/);
    expect(notice?.textContent?.match(/left out/g)).toHaveLength(1);
    expect(notice?.textContent).toContain("rows before 2026-11-22 20:30:00 are left out, 2 d of");
    cleanup();
    render(<BoundNotices state={{ ...state, clamped: state.clamped.slice(1) }} zone="UTC" />);
    expect(screen.queryByText(/The API shows/)).toBeNull();
  });
});
