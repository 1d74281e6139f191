import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { App } from "./App";

vi.mock("./Header", () => ({
  Header: () => {
    throw new Error("a header that fails");
  },
}));

describe("the page", () => {
  beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));
  afterEach(() => {
    cleanup();
    vi.restoreAllMocks();
  });

  it("is never blank, whatever part of it fails", () => {
    render(<App />);
    expect(screen.getByRole("alert").textContent).toContain("a header that fails");
  });
});
