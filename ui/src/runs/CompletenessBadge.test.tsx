import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { ApiError } from "../api/errors";
import { makeApi, withApi } from "../testing/fakeApi";
import { makeRun } from "../testing/run";
import { CompletenessBadge } from "./CompletenessBadge";

describe("the badge of a run", () => {
  afterEach(cleanup);

  it("is unknown while another range's is all that there is, and where the API fails", async () => {
    const run = makeRun({ instance_id: "i" });
    const api = makeApi((_, { since }) => {
      if (since === "1h") return { runs: [run] };
      throw new ApiError("store", "no store");
    });
    const badge = (since: string) => (
      <CompletenessBadge field="instance_id" id="i" since={since} until={undefined} isCut={false} />
    );
    const { rerender } = render(badge("1h"), { wrapper: withApi(api) });
    await screen.findByText(/^✓ complete/);
    rerender(badge("6h"));
    expect(screen.queryByText(/complete/)).toBeNull();
    await screen.findByText("? unknown: no store");
  });
});
