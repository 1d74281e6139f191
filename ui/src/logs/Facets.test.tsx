import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Params } from "../api/client";
import type { FacetsAnswer } from "../api/types";
import { DEFAULT_VIEW, type View } from "../state/view";
import { makeApi, withApi } from "../testing/fakeApi";
import { Facets } from "./Facets";

type Count = FacetsAnswer["facets"][number]["counts"][number];

function answer(field: string, counts: Count[], has_more = false): FacetsAnswer {
  return { facets: [{ field, counts, has_more }] } as FacetsAnswer;
}

describe("the values of fields", () => {
  afterEach(cleanup);

  function draw(view: Partial<View>, given: FacetsAnswer, own: FacetsAnswer) {
    const asked: Params[] = [];
    const onToggle = vi.fn();
    const api = makeApi((_, params) => {
      asked.push(params);
      return own;
    });
    render(
      <Facets
        answer={given}
        isStale={false}
        view={{ ...DEFAULT_VIEW, ...view }}
        every={undefined}
        onToggle={onToggle}
      />,
      { wrapper: withApi(api) },
    );
    return { asked, onToggle };
  }

  it("offer others beside the one that is chosen", async () => {
    const chosen = { value: "Left", count: 2 };
    const other = { value: "Right", count: 1 };
    const { asked, onToggle } = draw(
      { include: { component: ["Left"], host: ["h"] }, exclude: { component: ["Odd"] } },
      answer("component", [chosen]),
      answer("component", [chosen, other]),
    );
    fireEvent.click(await screen.findByRole("button", { name: /^Right/ }));
    expect(onToggle).toHaveBeenCalledWith("include", "component", "Right");
    const query = asked.find((params) => params.fields === "component");
    expect(query).toMatchObject({ host: ["h"] });
    expect(Object.keys(query ?? {})).not.toContain("component");
    expect(Object.keys(query ?? {})).not.toContain("not_component");
  });

  it("claim no count of a chosen one that is not among the most frequent", async () => {
    const ten = Array.from({ length: 10 }, (_, index) => ({ value: `v${index}`, count: 9 }));
    draw({ include: { host: ["rare"] } }, answer("host", []), answer("host", ten));
    await screen.findByRole("button", { name: /^v9/ });
    expect(screen.getByRole("button", { name: /^rare ?–$/ })).toBeTruthy();
  });

  it("are said to be too many where the store counts none of them", async () => {
    const none = answer("host", [], true);
    draw({ include: { host: ["mine"] } }, none, none);
    await screen.findByText("Too many or too long values to list");
    expect(screen.getByRole("button", { name: /^mine ?–$/ })).toBeTruthy();
    cleanup();
    draw({}, answer("host", []), answer("host", []));
    expect(screen.queryByText(/Too many/)).toBeNull();
  });

  it("can't be chosen where no address holds them, and say why", () => {
    const value = "x".repeat(1_001);
    draw({}, answer("host", [{ value, count: 1 }]), answer("host", []));
    for (const button of screen.getAllByRole<HTMLButtonElement>("button")) {
      expect(button.disabled).toBe(true);
      expect(button.title).toContain("No filter can hold this value");
    }
  });
});
