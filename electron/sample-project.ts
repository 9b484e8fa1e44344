import { createHash } from "node:crypto";
import { join } from "node:path";

/** Where the project of the sample in `folder` lives: its own for every sample, so that none ever replaces another. */
export function sampleProject(userData: string, folder: string): string {
  const mark = createHash("sha256").update(folder).digest("hex").slice(0, 8);
  return join(userData, `sample-${mark}.fangan`);
}
