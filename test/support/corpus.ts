import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** Real files nobody here wrote; they live beside the checkout, never in it. */
export const corpusFolder = resolve(process.env.FANGAN_CORPUS ?? join(import.meta.dirname, "../../../shared/data"));

/** For `describe.skipIf(!hasCorpus)`: says once what is skipped. */
export const hasCorpus = existsSync(join(corpusFolder, "expected.json"));
if (!hasCorpus) console.warn(`Skipped: tests on real files; none at ${corpusFolder} (set FANGAN_CORPUS).`);

export function corpus(...parts: string[]): string {
  return join(corpusFolder, ...parts);
}
