import { AppError } from "../../contract/errors.js";
import { openingError } from "../project/project-faults.js";
import { formatVersion, type ProjectFile, writeProjectFile } from "../project/project-folder.js";
import { migrateLayers } from "./migrate.js";

/** The settings of a project of an earlier format, brought to this one with its layers; as they are where another process has it. */
export async function upgraded(folder: string, file: ProjectFile): Promise<ProjectFile> {
  if (file.format >= formatVersion) return file;
  try {
    await migrateLayers(folder);
  } catch (error) {
    const told = openingError(folder, error);
    if (told instanceof AppError && told.code === "project-in-use") return file;
    throw told;
  }
  const next = { ...file, format: formatVersion };
  await writeProjectFile(folder, next);
  return next;
}
