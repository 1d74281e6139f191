import {
  keepPreviousData,
  QueryClient,
  type UseQueryResult,
  useQuery,
} from "@tanstack/react-query";
import { useVisible } from "../ui/useVisible";
import type { Params } from "./client";
import { useApi } from "./context";
import { retryMillis } from "./errors";

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        retry: false,
        refetchOnWindowFocus: true,
        networkMode: "always",
        placeholderData: keepPreviousData,
      },
    },
  });
}

interface Options {
  isEnabled?: boolean;
  /** How often to ask again, in milliseconds; a hidden page never does. */
  every?: number | undefined;
}

/** What the API answers to a request, asked again as it goes out of date. */
export function useAnswer<T>(
  path: string,
  params: Params,
  options: Options = {},
): UseQueryResult<T> {
  const api = useApi();
  const isVisible = useVisible();
  return useQuery<T>({
    queryKey: [path, params, api.id],
    queryFn: ({ signal }) => api.get<T>(path, params, signal),
    // A tab that was opened in the background has not been seen either.
    enabled: isVisible && (options.isEnabled ?? true),
    refetchInterval: ({ state: { error } }) =>
      (error ? retryMillis(error) : options.every) ?? false,
  });
}
