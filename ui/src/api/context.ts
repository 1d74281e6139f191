import { createContext, useContext } from "react";
import type { Api } from "./client";

const Context = createContext<Api | undefined>(undefined);

export const ApiProvider = Context.Provider;

export function useApi(): Api {
  const api = useContext(Context);
  if (!api) throw new Error("no <ApiProvider> above this component");
  return api;
}
