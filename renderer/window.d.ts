import type { Desktop } from "../contract/desktop.js";

declare global {
  interface Window {
    /** Offered by the preload; see contract/desktop.ts. */
    readonly desktop: Desktop;
  }
}
