import { fileURLToPath } from "node:url";

/** The path of a thread's compiled file in `data/`, also when the module that asks was loaded from TypeScript sources. */
export function compiledFile(url: URL): string {
  const here = fileURLToPath(url);
  return /[\\/]dist[\\/]data[\\/][^\\/]+[\\/][^\\/]+$/u.test(here)
    ? here
    : here.replace(/data([\\/])([^\\/]+[\\/][^\\/]+)$/u, "dist$1data$1$2");
}
