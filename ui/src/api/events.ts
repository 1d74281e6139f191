/** Server-sent events read by `fetch`, since an `EventSource` can't send a token. */

export interface ServerEvent {
  kind: string;
  id: string;
  data: string;
}

/** Yield the events of a body; ends where the body ends. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let held = "";
  try {
    while (true) {
      const { done, value } = await reader.read();
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
