import { constants, existsSync } from "node:fs";
import { access, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "../../contract/errors.js";
import type { Text } from "../../contract/text.js";
import type { Database } from "../database.js";
import { openingError } from "../project/project-faults.js";
import { projectPlaces } from "../project/project-folder.js";
import { heldBy, holderElsewhere, ProjectLock, readHolder } from "./lock.js";
import { backupsOf } from "./manifest.js";
import { openMending } from "./mend-log.js";
import { copyDatabase } from "./snapshot.js";

/** A project's database where it can be worked with. */
export interface OpenedPlace {
  readonly database: Database;
  /** Why the project is not to be changed. */
  readonly readOnly: AppError | null;
  /** That the end of the layers' log was damaged and cut off, for who opens the project; null: it was whole. */
  readonly mended: Text | null;
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
    const at = new Date().toISOString().replaceAll(/[:.]/gu, "-");
    const kept = join(backupsOf(folder), `damaged-layers-${at}.duckdb.wal`);
    const { database, mended } = await openMending({ path: layers, folders: [folder] }, kept);
    const lock = await ProjectLock.take(folder);
    return {
      database,
      readOnly: null,
      mended: mended ? cutLog(kept) : null,
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
  const leave = () => rm(work, { recursive: true, force: true });
  try {
    const { layers } = projectPlaces(folder);
    const copied = await copyDatabase(layers, work);
    const copy = { path: join(work, "layers.duckdb"), folders: [work] };
    const { database, mended } = await openMending(copy, join(work, "damaged.wal"));
    const readOnly = copied || !existsSync(layers) ? reason : withoutLayers(reason);
    return {
      database,
      readOnly,
      mended: mended ? cutLog(null) : null,
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

/** `kept`: where the damaged log is; null for a project that is only read, whose log stays as it is. */
function cutLog(kept: string | null): Text {
  const where =
    kept === null ? { zh: "", en: "" } : { zh: `损坏的日志留在 ${kept}。`, en: ` The damaged log is kept as ${kept}.` };
  return {
    zh: `图层文件最近的改动日志已损坏（断电或强制关机所致），从损坏处截去：此前的图层和运行都在，之后的若有缺失请重新导入或重算；台账不受影响。${where.zh}`,
    en: `The log of the latest changes to layers was damaged, as a power cut does, and was cut off there: layers and runs from before are there; import or run again what is missing since. The ledger is not touched.${where.en}`,
  };
}

function notWritable(folder: string): AppError {
  return new AppError("output-unwritable", {
    zh: `项目 ${folder} 所在的位置不能写入（只读介质或没有权限），这里只读：可以查看和导出，不能改动。要改动请先复制到可写的文件夹。`,
    en: `The place of the project ${folder} takes no writing (a read-only medium, or no permission), so it is read-only here: look and export, change nothing. To change it, copy it to a folder that can be written.`,
  });
}
