/** The API's token: in memory, or for the session where the user says so; never in an address. */

import { useSyncExternalStore } from "react";

const KEY = "vlogs-nt.token";
const listeners = new Set<() => void>();
let token = remembered();

function remembered(): string {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

export function getToken(): string {
  return token;
}

export function setToken(value: string, remember: boolean): void {
  token = value.trim();
  try {
    if (remember && token) sessionStorage.setItem(KEY, token);
    else sessionStorage.removeItem(KEY);
  } catch {
    // Forbidden storage: the token lives as long as the page.
  }
  for (const listener of listeners) listener();
}

export function useToken(): string {
  return useSyncExternalStore(subscribe, getToken);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
