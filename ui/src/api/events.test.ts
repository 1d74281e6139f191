import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readEvents } from "./events";

describe("a stream of events", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("lives by heartbeats, and fails where even these fail to come", async () => {
    let say: (text: string) => void = () => undefined;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        say = (text) => controller.enqueue(new TextEncoder().encode(text));
      },
    });
    const seen: string[] = [];
    const reading = (async () => {
      for await (const event of readEvents(body)) seen.push(event.data);
    })();
    const failed = expect(reading).rejects.toThrow("fell silent");
    say("data: first\n\n");
    for (let beat = 0; beat < 10; beat++) {
      await vi.advanceTimersByTimeAsync(15_000);
      say(": still here\n\n");
    }
    say("data: second\n\n");
    await vi.advanceTimersByTimeAsync(44_000);
    expect(seen).toEqual(["first", "second"]);
    await vi.advanceTimersByTimeAsync(2_000);
    await failed;
  });
});
