import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { createApi } from "../api/client";
import { ApiProvider } from "../api/context";
import { createQueryClient } from "../api/useAnswer";
import { HealthPage } from "../health/HealthPage";
import { LogsPage } from "../logs/LogsPage";
import { OrderPage } from "../order/OrderPage";
import { RunsPage } from "../runs/RunsPage";
import { BASE, onLinkClick, usePlace } from "../state/location";
import { applyTheme, theme } from "../state/preferences";
import { useSlot } from "../state/storage";
import { noteVerdict, useToken } from "../state/token";
import { StrategiesPage } from "../strategies/StrategiesPage";
import { StrategyPage } from "../strategies/StrategyPage";
import { ErrorBoundary } from "../ui/ErrorBoundary";
import { Page } from "../ui/Page";
import { ApiGate } from "./ApiGate";
import styles from "./App.module.css";
import { Header } from "./Header";

const API = new URL("../api/logs", BASE);
const queries = createQueryClient();

/** The page, which says so where it fails, wherever that is. */
export function App() {
  const { path, search } = usePlace();
  const address = path + search;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens to the links within
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click
    <div className={`vlogs ${styles.app}`} onClick={onLinkClick}>
      <ErrorBoundary resetKey={address}>
        <Site path={path} address={address} />
      </ErrorBoundary>
    </div>
  );
}

function Site({ path, address }: { path: string; address: string }) {
  const token = useToken();
  const api = useMemo(
    () => createApi(API, token, (isRefused) => noteVerdict(token, isRefused)),
    [token],
  );
  const chosen = useSlot(theme);
  useEffect(() => applyTheme(chosen), [chosen]);
  return (
    <QueryClientProvider client={queries}>
      <ApiProvider value={api}>
        <Header path={path} />
        <ApiGate>
          <ErrorBoundary resetKey={address}>{pageAt(path)}</ErrorBoundary>
        </ApiGate>
      </ApiProvider>
    </QueryClientProvider>
  );
}

function pageAt(path: string) {
  const [name, ...rest] = path.split("/");
  const id = decoded(rest.join("/"));
  if (name === "") return <LogsPage />;
  if (name === "strategies") return <StrategiesPage />;
  if (name === "strategy" && id) return <StrategyPage key={id} id={id} />;
  if (name === "order" && id) return <OrderPage key={id} id={id} />;
  if (name === "runs") return <RunsPage />;
  if (name === "health") return <HealthPage />;
  return (
    <Page title="No such page">
      <p>This address leads nowhere: choose a page above.</p>
    </Page>
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
