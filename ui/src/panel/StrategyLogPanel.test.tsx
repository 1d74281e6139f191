import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { StrategyLogPanel, type StrategyLogPanelProps } from "./StrategyLogPanel";

// There are no locks in this environment.
vi.mock("../api/turns", () => ({
  inTurn: (_: AbortSignal, work: () => Promise<unknown>) => work(),
  withStreamPlace: async () => false,
}));

const TIMEOUT = 20_000;
vi.setConfig({ testTimeout: 2 * TIMEOUT });

const asked: URL[] = [];

function panel(props: Partial<StrategyLogPanelProps> = {}) {
  return <StrategyLogPanel strategyId="S-1" apiUrl="http://api.test/api/logs" {...props} />;
}

function live(): string | null {
  return screen.getByRole("button", { name: "Live" }).getAttribute("aria-pressed");
}

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(new URL(url));
    return Response.json({ rows: [], facets: [], has_more: false, clamped: [] });
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("the panel of an application", () => {
  it("is live as long as its application says so, unless its user says otherwise", () => {
    const { rerender } = render(panel());
    expect(live()).toBe("false");
    rerender(panel({ live: true }));
    expect(live()).toBe("true");
    fireEvent.click(screen.getByRole("button", { name: "Live" }));
    expect(live()).toBe("false");
    rerender(panel({ live: false }));
    rerender(panel({ live: true }));
    expect(live()).toBe("true");
  });
  it("says since when it can't ask, and asks again when it is told to", async () => {
    let isDown = true;
    const answer = globalThis.fetch;
    vi.stubGlobal("fetch", async (url: string) =>
      isDown ? Response.json({ detail: "no store" }, { status: 502 }) : answer(url),
    );
    render(panel());
    const notice = await screen.findByRole("alert", {}, { timeout: TIMEOUT });
    expect(notice.textContent).toMatch(/no store – since \d\d:\d\d:\d\d/);
    isDown = false;
    fireEvent.click(screen.getByRole("button", { name: "Try now" }));
    await vi.waitFor(() => expect(screen.queryByRole("alert")).toBeNull(), TIMEOUT);
  });
  it("leaves backtests out, unless it is told whose log it is", async () => {
    const { rerender } = render(panel());
    await vi.waitFor(() => expect(asked).not.toHaveLength(0), TIMEOUT);
    expect(asked.every((url) => url.searchParams.get("not_field") === "environment=backtest")).toBe(
      true,
    );
    asked.length = 0;
    rerender(panel({ environment: "backtest", traderId: "T-1" }));
    await vi.waitFor(() => expect(asked).not.toHaveLength(0), TIMEOUT);
    for (const { searchParams } of asked) {
      expect(searchParams.get("not_field")).toBeNull();
      expect(searchParams.get("field")).toBe("environment=backtest");
      expect(searchParams.get("trader_id")).toBe("T-1");
    }
  });
});
