/** Small things that a browser remembers; a browser that remembers nothing is no error. */

import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
const cache = new Map<string, { text: string | null; value: unknown }>();

export interface Slot<T> {
  read(): T;
  write(value: T): void;
}

/** A value kept under a key; what is there and can't be read counts as the fallback. */
export function slot<T>(
  key: string,
  fallback: T,
  parse: (value: unknown) => T | undefined,
  storage: () => Storage = () => localStorage,
): Slot<T> {
  const name = `vlogs-nt.${key}`;
  let unstored: string | null = null;
  const read = (): T => {
    let text = unstored;
    try {
      text = storage().getItem(name) ?? unstored;
    } catch {
      // Storage may be forbidden: the value then lives as long as the page.
    }
    const known = cache.get(name);
    if (known && known.text === text) return known.value as T;
    let value = fallback;
    try {
      if (text !== null) value = parse(JSON.parse(text)) ?? fallback;
    } catch {
      value = fallback;
    }
    cache.set(name, { text, value });
    return value;
  };
  return {
    read,
    write(value) {
      unstored = JSON.stringify(value);
      try {
        storage().setItem(name, unstored);
      } catch {
        // As above.
      }
      for (const listener of listeners) listener();
    },
  };
}

/** A slot's value, looked at again when this or another tab writes it. */
export function useSlot<T>(kept: Slot<T>): T {
  return useSyncExternalStore(subscribe, kept.read);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}

export function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}
