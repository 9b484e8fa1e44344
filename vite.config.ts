import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The page, bundled whole: nothing is loaded from outside `app://fangan/`. */
export default defineConfig({
  root: "renderer",
  base: "./",
  plugins: [react()],
  worker: { format: "es" },
  build: {
    outDir: "../dist/renderer",
    emptyOutDir: true,
    target: "chrome130",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
  },
});
