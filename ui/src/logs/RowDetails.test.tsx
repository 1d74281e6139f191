import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { makeRow } from "../testing/row";
import { RowDetails } from "./RowDetails";

describe("the fields of a row", () => {
  afterEach(cleanup);

  function draw(fields: Record<string, string>) {
    const actions = {
      link: "?",
      onFilter: vi.fn(),
      onPivot: vi.fn(),
      onPane: vi.fn(),
      onMute: vi.fn(),
    };
    const row = makeRow({ fields });
    render(
      <RowDetails row={row} zone="UTC" found={undefined} actions={actions} onClose={vi.fn()} />,
    );
    return actions;
  }
  const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });

  it("are filters, but those that no address can hold, which say why", () => {
    const actions = draw({ price: "1.25", note: "x".repeat(1_000), "two words": "x" });
    fireEvent.click(button("Pivot on price"));
    expect(actions.onPivot).toHaveBeenCalledWith("price", "1.25");
    for (const [field, reason] of [
      ["note", "longer than 1,000 characters"],
      ["two words", "no plain name"],
    ]) {
      for (const verb of ["Include", "Exclude", "Pivot on"]) {
        expect(button(`${verb} ${field}`).disabled).toBe(true);
        expect(button(`${verb} ${field}`).title).toContain(reason);
      }
    }
  });

  it("are named as they are, whatever is hidden in a name", () => {
    draw({ "a\u202eb": "x" });
    expect(button("Include a\\u{202e}b")).toBeTruthy();
  });
});
