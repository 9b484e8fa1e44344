import { constants, existsSync } from "node:fs";
import { access, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "../../contract/errors.js";
import { Database } from "../database.js";
import { openingError } from "../project/project-faults.js";
import { projectPlaces } from "../project/project-folder.js";
import { heldBy, holderElsewhere, ProjectLock, readHolder } from "./lock.js";
import { copyDatabase } from "./snapshot.js";

/** A project's database where it can be worked with. */
export interface OpenedPlace {
  readonly database: Database;
  /** Why the project is not to be changed. */
  readonly readOnly: AppError | null;
  /** Whose folder is written to on the way; inside the project, or beside the copy. */
  readonly scratch: string;
  readonly lock: ProjectLock | null;
  close(): Promise<void>;
}

/** What is known before the database is opened: somebody at another computer has it, or the medium takes no writing. */
export async function readOnlyReason(folder: string): Promise<AppError | null> {
  const elsewhere = await holderElsewhere(folder);
  if (elsewhere !== null) return new AppError("project-in-use", heldBy(folder, elsewhere));
  const { layers } = projectPlaces(folder);
  for (const path of [folder, layers]) {
    if (!existsSync(path)) continue;
    const refused = await access(path, constants.W_OK).then(
      () => false,
      () => true,
    );
    if (refused) return notWritable(folder);
  }
  return null;
}

/** Opens the project's own database; a copy of it, read-only, where another process has it. Throws `project-damaged`. */
export async function openForWriting(folder: string): Promise<OpenedPlace> {
  const { layers, scratch } = projectPlaces(folder);
  try {
    const database = await Database.open({ path: layers, folders: [folder] });
    const lock = await ProjectLock.take(folder);
    return {
      database,
      readOnly: null,
      scratch,
      lock,
      async close() {
        await database.close();
        lock.release();
      },
    };
  } catch (error) {
    const fault = openingError(folder, error);
    if (!(fault instanceof AppError) || fault.code !== "project-in-use") throw fault;
    const holder = await readHolder(folder);
    return await openForReading(folder, new AppError("project-in-use", heldBy(folder, holder), fault.detail));
  }
}

/**
 * Opens a copy of the database in a folder of its own, where drawing copies may be made as ever; where none can be had, an
 * empty one: the decisions are in the journal, which is read where it is. The folder goes with `close`.
 */
export async function openForReading(folder: string, reason: AppError): Promise<OpenedPlace> {
  const work = await mkdtemp(join(tmpdir(), "fangan-view-"));
  const scratch = join(work, "scratch");
  await mkdir(scratch);
  const open = () => Database.open({ path: join(work, "layers.duckdb"), folders: [work] });
  const leave = () => rm(work, { recursive: true, force: true });
  try {
    const { layers } = projectPlaces(folder);
    const copied = await copyDatabase(layers, work);
    const database = await open();
    const readOnly = copied || !existsSync(layers) ? reason : withoutLayers(reason);
    return {
      database,
      readOnly,
      scratch,
      lock: null,
      async close() {
        await database.close();
        await leave();
      },
    };
  } catch (error) {
    await leave();
    throw openingError(folder, error);
  }
}

function withoutLayers({ code, text, detail }: AppError): AppError {
  const { zh, en } = text;
  return new AppError(
    code,
    {
      zh: `${zh}图层正被占用，暂时看不到；清单、案件和档案照常可看。`,
      en: `${en} Its layers are held by the other and cannot be shown; lists, cases and buildings' files can.`,
    },
    detail,
  );
}

function notWritable(folder: string): AppError {
  return new AppError("output-unwritable", {
    zh: `项目 ${folder} 所在的位置不能写入（只读介质或没有权限），这里只读：可以查看和导出，不能改动。要改动请先复制到可写的文件夹。`,
    en: `The place of the project ${folder} takes no writing (a read-only medium, or no permission), so it is read-only here: look and export, change nothing. To change it, copy it to a folder that can be written.`,
  });
}
