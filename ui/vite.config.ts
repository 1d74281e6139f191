import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// The page: built into the package, with relative addresses, so that it works under any prefix.
export default defineConfig({
  base: "./",
  plugins: [react()],
  build: {
    outDir: "../nautilus_vlogs/ui/static",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    target: "es2022",
  },
  server: { proxy: { "/api": "http://127.0.0.1:8089" } },
  test: { environment: "happy-dom", include: ["src/**/*.test.{ts,tsx}"] },
});
