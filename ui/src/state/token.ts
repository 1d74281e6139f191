/** The API's token: in memory, or for the session where the user says so; never in an address. */

import { useSyncExternalStore } from "react";

const KEY = "vlogs-nt.token";
const listeners = new Set<() => void>();
let token = remembered();
/** The API does not take the present token, or wants one where there is none. */
let isRefused = false;

function remembered(): string {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

export function setToken(value: string, remember: boolean): void {
  token = value.trim();
  isRefused = false;
  try {
    if (remember && token) sessionStorage.setItem(KEY, token);
    else sessionStorage.removeItem(KEY);
  } catch {
    // Forbidden storage: the token lives as long as the page.
  }
  announce();
}

/** Note whether the API took a token: of the present one that is told, whichever request it was. */
export function noteVerdict(tried: string, isDenied: boolean): void {
  if (tried !== token || isDenied === isRefused) return;
  isRefused = isDenied;
  announce();
}

export function useToken(): string {
  return useSyncExternalStore(subscribe, () => token);
}

export function useIsTokenRefused(): boolean {
  return useSyncExternalStore(subscribe, () => isRefused);
}

function announce(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
