/** Python tracebacks, cut into frames, so that a page can fold what is not the user's code. */

export interface Frame {
  place: string;
  code: string[];
  isLibrary: boolean;
}

export interface Traceback {
  head: string[];
  frames: Frame[];
  tail: string[];
}

const PLACE = /^\s*(?:\|\s*)*File "(.*)", line \d+/;
const LIBRARY = /(?:site-packages|dist-packages|lib\/python\d|nautilus_trader\/|<frozen )/;

export function parseTraceback(text: string): Traceback {
  const found: Traceback = { head: [], frames: [], tail: [] };
  for (const line of text.split("\n")) {
    const place = PLACE.exec(line);
    const last = found.frames.at(-1);
    if (place) {
      found.frames.push({ place: line, code: [], isLibrary: LIBRARY.test(place[1] ?? "") });
    } else if (!last) {
      found.head.push(line);
    } else if (/^\s/.test(line) || line === "") {
      (found.tail.length ? found.tail : last.code).push(line);
    } else {
      found.tail.push(line);
    }
  }
  return found;
}
