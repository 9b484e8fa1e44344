import { defineConfig } from "vite";

/**
 * The main process and the engine's in one file each, and one that they share: to find and load hundreds of small ones costs each
 * start a quarter second of processor. DuckDB stays outside, with its native library.
 */
export default defineConfig({
  ssr: { target: "node", noExternal: true, external: ["electron", "@duckdb/node-api"] },
  build: {
    ssr: true,
    outDir: "dist",
    emptyOutDir: false,
    copyPublicDir: false,
    target: "node20",
    minify: false,
    rollupOptions: {
      input: { "electron/bundled-main": "electron/main.ts", "data/bundled/process": "data/process.ts" },
      output: { entryFileNames: "[name].js", chunkFileNames: "data/bundled/[name].js" },
    },
  },
});
