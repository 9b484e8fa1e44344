import { fileURLToPath } from "node:url";

/** The checkout's folder, seen from the compiled file in dist/scripts/runtime. */
export const checkout = fileURLToPath(new URL("../../../", import.meta.url)).replace(/[\\/]$/u, "");
