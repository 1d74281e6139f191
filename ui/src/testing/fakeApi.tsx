import { QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Api, Params } from "../api/client";
import { ApiProvider } from "../api/context";
import { createQueryClient } from "../api/useAnswer";

/** An API that answers as a test says: what it returns, or throws. */
export function makeApi(answer: (path: string, params: Params) => unknown): Api {
  return {
    id: 0,
    root: "http://logs.test/api/logs",
    get: async <T,>(path: string, params: Params) => (await answer(path, params)) as T,
    open: () => Promise.reject(new Error("nothing to open")),
  };
}

/** What components need above them to ask an API. */
export function withApi(api: Api): (props: { children: ReactNode }) => ReactNode {
  const queries = createQueryClient();
  return ({ children }) => (
    <QueryClientProvider client={queries}>
      <ApiProvider value={api}>{children}</ApiProvider>
    </QueryClientProvider>
  );
}
