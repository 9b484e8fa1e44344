import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** A way to come by something: fills `folder`, or throws an Error with one readable line. */
export interface Road {
  readonly name: string;
  take(folder: string): Promise<void>;
}

/**
 * Tries the roads in their order until one fills `target`, a folder that then appears whole. Returns that road's name.
 * Throws an Error that names every road and why it failed.
 */
export async function firstThatWorks(what: string, target: string, roads: readonly Road[]): Promise<string> {
  await mkdir(dirname(target), { recursive: true });
  const faults: string[] = [];
  for (const road of roads) {
    const folder = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
    try {
      console.log(`${what}: ${road.name} …`);
      await road.take(folder);
      await rm(target, { recursive: true, force: true });
      await rename(folder, target);
      return road.name;
    } catch (error) {
      faults.push(`${road.name}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  throw new Error(`${what} could not be had.\n${faults.map((fault) => `  - ${fault}`).join("\n")}`);
}
