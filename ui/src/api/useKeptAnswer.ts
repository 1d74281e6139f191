import type { UseQueryResult } from "@tanstack/react-query";
import { useKept } from "../ui/useKept";

export interface KeptAnswer<T> {
  /** The last answer that there was. */
  data: T | undefined;
  /** It is the answer to another request, or the API can't be asked any more. */
  isStale: boolean;
  error: Error | null;
}

/** An answer that stays while there is none to the present request, and says so. */
export function useKeptAnswer<T>(answer: UseQueryResult<T>): KeptAnswer<T> {
  const { data, error, isPlaceholderData } = answer;
  const isStale = data === undefined || isPlaceholderData || error !== null;
  return { data: useKept(data), isStale, error };
}
