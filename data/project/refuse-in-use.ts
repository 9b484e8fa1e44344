import { existsSync } from "node:fs";
import { AppError } from "../../contract/errors.js";
import { Database } from "../database.js";
import { openingError } from "./project-faults.js";
import { projectPlaces } from "./project-folder.js";

/** Throws `project-in-use` when another process has the project open; one that is damaged, or none at all, passes. */
export async function refuseInUse(path: string): Promise<void> {
  const { folder, layers } = projectPlaces(path);
  if (!existsSync(layers)) return;
  const opened = await Database.open({ path: layers, folders: [folder] }).catch((error: unknown) => {
    const told = openingError(folder, error);
    if (told instanceof AppError && told.code === "project-in-use") throw told;
    return null;
  });
  await opened?.close();
}
