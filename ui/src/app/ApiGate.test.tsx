import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { noteVerdict, setToken } from "../state/token";
import { makeApi, withApi } from "../testing/fakeApi";
import { ApiGate } from "./ApiGate";

describe("the form for a token", () => {
  afterEach(() => {
    cleanup();
    setToken("", false);
  });

  it("refuses one with a sign that is not seen, and keeps it there to be mended", () => {
    noteVerdict("", true);
    const api = makeApi(() => ({ ok: true, api: 1 }));
    render(<ApiGate>page</ApiGate>, { wrapper: withApi(api) });
    const input = screen.getByLabelText<HTMLInputElement>("The API wants a token:");
    fireEvent.change(input, { target: { value: "secret\u200b" } });
    fireEvent.submit(input);
    expect(screen.getByRole("alert").textContent).toContain("U+200B");
    expect(input.value).toBe("secret\u200b");
    fireEvent.change(input, { target: { value: "secret" } });
    fireEvent.submit(input);
    expect(screen.queryByRole("form")).toBeNull();
    expect(screen.queryByLabelText("The API wants a token:")).toBeNull();
  });
});
