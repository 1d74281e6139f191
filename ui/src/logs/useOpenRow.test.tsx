import { renderHook } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ApiError } from "../api/errors";
import { makeApi, withApi } from "../testing/fakeApi";
import { useOpenRow } from "./useOpenRow";

describe("the row of an address", () => {
  it.each([
    ["refused", { isGone: false, refusal: "a time must lie between 1970 and 2261" }],
    ["gone", { isGone: true, refusal: undefined }],
  ] as const)(
    "says why it is not shown where the API answers that it is %s",
    async (trouble, told) => {
      const api = makeApi(() => {
        throw new ApiError(trouble, "a time must lie between 1970 and 2261");
      });
      const ref = { instance: "i", seq: 5, time: "1960-01-01T00:00:00Z" };
      const { result, unmount } = renderHook(() => useOpenRow([], ref, true, () => undefined), {
        wrapper: withApi(api),
      });
      await vi.waitFor(() => expect(result.current).toMatchObject(told));
      unmount();
    },
  );
});
