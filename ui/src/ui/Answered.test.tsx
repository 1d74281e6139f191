import type { UseQueryResult } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { Answered } from "./Answered";

describe("an answer that can't be asked for again", () => {
  afterEach(cleanup);

  it("is told with its time in the zone of the page", () => {
    const answer = {
      data: "what was shown",
      dataUpdatedAt: Date.parse("2026-11-23T20:30:00Z"),
      error: new Error("no store"),
    } as UseQueryResult<string>;
    for (const [zone, time] of [
      ["UTC", "11-23 20:30:00"],
      ["Asia/Tokyo", "11-24 05:30:00"],
    ] as const) {
      render(
        <Answered answer={answer} zone={zone}>
          {(data) => <p>{data}</p>}
        </Answered>,
      );
      expect(screen.getByRole("alert").textContent).toContain(`what is shown is of ${time}.`);
      expect(screen.getByText("what was shown")).toBeTruthy();
      cleanup();
    }
  });
});
