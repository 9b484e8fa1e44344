import { copyFile, link, symlink } from "node:fs/promises";

/** Puts a file into the scratch folder under another name, in the cheapest way that the disk allows. */
export async function linkOrCopy(from: string, to: string): Promise<void> {
  await symlink(from, to)
    .catch(() => link(from, to))
    .catch(() => copyFile(from, to));
}
