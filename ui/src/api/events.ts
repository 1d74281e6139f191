/** Server-sent events read by `fetch`, since an `EventSource` can't send a token. */

import { ApiError } from "./errors";

export interface ServerEvent {
  kind: string;
  id: string;
  data: string;
}

/** The server says something every 15 s; a connection that is silent for so long is none any more. */
const MAX_SILENCE_MILLIS = 45_000;

/** Yield the events of a body; ends where the body ends, and fails where it falls silent. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let held = "";
  try {
    while (true) {
      const { done, value } = await spoken(reader.read());
      if (done) return;
      held += value.replace(/\r\n?/g, "\n");
      let end = held.indexOf("\n\n");
      while (end >= 0) {
        const event = parse(held.slice(0, end));
        held = held.slice(end + 2);
        if (event) yield event;
        end = held.indexOf("\n\n");
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** What comes, unless the connection stays silent: one that was cut by sleep or a proxy tells nobody. */
async function spoken<T>(next: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    const error = new ApiError("offline", "The stream fell silent; connecting again");
    timer = setTimeout(() => reject(error), MAX_SILENCE_MILLIS);
  });
  try {
    return await Promise.race([next, silence]);
  } finally {
    clearTimeout(timer);
  }
}

function parse(block: string): ServerEvent | undefined {
  const event: ServerEvent = { kind: "message", id: "", data: "" };
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const at = line.indexOf(":");
    if (at === 0) continue; // a comment: the server's heartbeat
    const name = at < 0 ? line : line.slice(0, at);
    const value = at < 0 ? "" : line.slice(at + 1).replace(/^ /, "");
    if (name === "event") event.kind = value;
    else if (name === "id") event.id = value;
    else if (name === "data") data.push(value);
  }
  event.data = data.join("\n");
  return data.length ? event : undefined;
}
