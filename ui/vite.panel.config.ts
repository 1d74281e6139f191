import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Put the built style sheet into the element's script, which gives it to its shadow root. */
function inlineStyleSheet(): Plugin {
  return {
    name: "inline-style-sheet",
    enforce: "post", // after the style sheet was made
    generateBundle(_, bundle) {
      const files = Object.values(bundle);
      const sheet = files.find((file) => file.type === "asset" && file.fileName.endsWith(".css"));
      if (sheet?.type !== "asset") throw new Error("the panel has no style sheet");
      const text = JSON.stringify(String(sheet.source));
      for (const file of files) {
        if (file.type === "chunk") file.code = file.code.replaceAll("__PANEL_CSS__", () => text);
      }
      if (isElement) delete bundle[sheet.fileName];
    },
  };
}

const isElement = process.env.PANEL === "element";

// The panel for other applications: as a component with React as a peer, and as a web component
// that brings React along.
export default defineConfig({
  plugins: [react(), inlineStyleSheet()],
  define: { "process.env.NODE_ENV": '"production"' },
  build: {
    outDir: "../nautilus_vlogs/ui/panel/lib",
    emptyOutDir: !isElement,
    copyPublicDir: false,
    target: "es2022",
    lib: {
      entry: isElement ? "src/panel/element.tsx" : "src/panel/index.ts",
      formats: ["es"],
      fileName: isElement ? "element" : "index",
      cssFileName: isElement ? "element" : "style",
    },
    rollupOptions: {
      external: isElement ? [] : [/^react(-dom)?($|\/)/],
      output: { minify: true }, // white space too, which Vite leaves in a library
    },
  },
});
