/** The API's stream of rows. */

import { ApiError } from "../api/errors";
import { readEvents } from "../api/events";
import type { Row } from "../api/types";

/** A burst is one change of the page. */
const BURST_MILLIS = 50;

interface Listener {
  /** Where the stream resumes, if it is cut after this. */
  onPlace: (eventId: string) => void;
  onRows: (rows: readonly Row[]) => void;
  onTrouble: (error: ApiError) => void;
  onRecovered: () => Promise<void>;
}

/** Tell what a stream says, until it ends or fails. */
export async function readStream(
  body: ReadableStream<Uint8Array>,
  listener: Listener,
): Promise<void> {
  let waiting: Row[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const rows = waiting;
    waiting = [];
    if (rows.length) listener.onRows(rows);
  };
  try {
    for await (const event of readEvents(body)) {
      if (event.id) listener.onPlace(event.id);
      if (event.kind === "row") {
        waiting.push(JSON.parse(event.data) as Row);
        timer ??= setTimeout(flush, BURST_MILLIS);
      } else if (event.kind === "trouble") {
        const { detail } = JSON.parse(event.data) as { detail?: string };
        listener.onTrouble(new ApiError("store", detail ?? "the log store does not answer"));
      } else if (event.kind === "recovered") {
        await listener.onRecovered();
      }
    }
  } finally {
    flush();
  }
}
