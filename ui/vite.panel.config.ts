import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The panel for other applications: a library with React as a peer.
export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "dist/panel",
    emptyOutDir: true,
    lib: {
      entry: "src/panel/index.ts",
      formats: ["es"],
      fileName: "strategy-log-panel",
      cssFileName: "strategy-log-panel",
    },
    rollupOptions: { external: ["react", "react-dom", "react/jsx-runtime", "react-dom/client"] },
    target: "es2022",
  },
});
