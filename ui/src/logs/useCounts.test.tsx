import { cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { ApiError } from "../api/errors";
import { makeApi, withApi } from "../testing/fakeApi";
import { useCounts } from "./useCounts";

const HISTOGRAM = { steps: [], step_secs: 60, start: "", end: "" };
const FACETS = { facets: [{ field: "level", counts: [{ value: "INFO", count: 3 }] }] };

describe("the counts of a view", () => {
  afterEach(cleanup);

  it("stay as another view's, and say so, where the API refuses those of this one", async () => {
    const api = makeApi((path, { text }) => {
      if (text) throw new ApiError("refused", "no such text");
      return path === "/histogram" ? HISTOGRAM : FACETS;
    });
    const { result, rerender } = renderHook((text: string) => useCounts({ text }, undefined), {
      wrapper: withApi(api),
      initialProps: "",
    });
    await waitFor(() => expect(result.current.levels.isStale).toBe(false));
    expect(result.current.error).toBeNull();
    rerender("x");
    expect(result.current.histogram).toMatchObject({ data: HISTOGRAM, isStale: true });
    await waitFor(() => expect(result.current.error?.message).toBe("no such text"));
    const { histogram, levels, facets } = result.current;
    expect(histogram).toMatchObject({ data: HISTOGRAM, isStale: true });
    expect(levels).toEqual({ data: new Map([["INFO", 3]]), isStale: true });
    expect(facets).toMatchObject({ data: FACETS, isStale: true });
    rerender("");
    await waitFor(() => expect(result.current.histogram.isStale).toBe(false));
    expect(result.current.error).toBeNull();
  });
});
