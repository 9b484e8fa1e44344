import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, mkdir, open, rename, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { AppError } from "../../contract/errors.js";
import type { DangerGrade, LedgerEvent, Subject } from "../../contract/ledger.js";
import { unwritable } from "../files.js";
import { readingFault } from "../formats/faults.js";
import type { Operation } from "./ledger.js";
import type { LedgerState } from "./ledger-state.js";
import { registered } from "./subjects.js";

/** A document of more is not one that an office keeps with a house. */
const largestFile = 500_000_000;

/** The operation with the building that it is about; a building that the ledger does not know yet is registered. */
export type BuildingOperation = Operation & { readonly building: number };

/** The house of a subject, registered where the ledger does not know it, and one event about it. */
export function aboutOne(
  state: LedgerState,
  subject: Subject,
  decide: (building: number) => Omit<Operation, "events"> & { readonly event: LedgerEvent },
): BuildingOperation {
  const { buildings, events } = registered(state, [subject]);
  const building = buildings[0] ?? 0;
  const { title, why, event } = decide(building);
  return { building, title, why, events: [...events, event] };
}

/**
 * The grade of an assessment by JGJ 125, with its report. Null takes a grade back. Throws `usage` for a day that is none,
 * and for a grade without agency or report: a judgement by eye is no grade.
 */
export function recordGrade(
  state: LedgerState,
  subject: Subject,
  given: { grade: DangerGrade | null; report: string | null; agency: string | null; date: string | null },
): BuildingOperation {
  if (given.grade !== null && (!given.report?.trim() || !given.agency?.trim())) throw withoutReport();
  const day = given.date?.trim() || null;
  if (day !== null && new Date(day).toJSON()?.slice(0, 10) !== day) throw noDay(day);
  return aboutOne(state, subject, (building) => {
    const before = state.buildings.get(building)?.grades.at(-1)?.grade ?? null;
    const { grade } = given;
    return {
      title:
        grade === null
          ? { zh: "撤回鉴定等级", en: "Take back the danger grade" }
          : { zh: `登记鉴定等级 ${grade} 级`, en: `Record danger grade ${grade}` },
      why: null,
      event: { type: "grade.record", building, ...given, date: day, before },
    };
  });
}

export function addNote(state: LedgerState, subject: Subject, text: string): BuildingOperation {
  return aboutOne(state, subject, (building) => ({
    title: { zh: "添加备注", en: "Add a note" },
    why: null,
    event: { type: "note.add", building, text },
  }));
}

/** A document as it lies in `files/`. */
export interface StoredFile {
  readonly name: string;
  readonly stored: string;
  readonly sha256: string;
  readonly bytes: number;
}

export function attachFile(state: LedgerState, subject: Subject, file: StoredFile): BuildingOperation {
  return aboutOne(state, subject, (building) => ({
    title: { zh: `附上文件“${file.name}”`, en: `Attach the file "${file.name}"` },
    why: null,
    event: { type: "file.attach", building, ...file },
  }));
}

/**
 * Copies a document into `files/`, named by its hash, so that the same photo is kept once and a changed one is told. It is
 * on the disk when this returns. Throws `input-missing`, `input-too-large`, `output-unwritable`.
 */
export async function storeFile(folder: string, path: string): Promise<StoredFile> {
  const found = await stat(path).catch((error: unknown) => {
    throw readingFault(path, error);
  });
  if (!found.isFile() || found.size > largestFile) throw noDocument(path, found.isFile());
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  const sha256 = hash.digest("hex");
  const stored = `${sha256}${extname(path).toLowerCase().slice(0, 12)}`;
  const target = join(folder, "files", stored);
  try {
    await mkdir(join(folder, "files"), { recursive: true });
    await copyFile(path, `${target}.unfinished`);
    const file = await open(`${target}.unfinished`, "r+");
    await file.sync().finally(() => file.close());
    await rename(`${target}.unfinished`, target);
  } catch (error) {
    throw unwritable(target, error);
  }
  return { name: basename(path), stored, sha256, bytes: found.size };
}

function withoutReport(): AppError {
  return new AppError("usage", {
    zh: "鉴定等级须有鉴定机构和报告编号；目测判断请写入备注。",
    en: "A danger grade needs the agency and the report's number; write a judgement by eye into a note.",
  });
}

function noDay(day: string): AppError {
  return new AppError("usage", {
    zh: `日期“${day}”应写成 2026-04-01 的形式。`,
    en: `The date "${day}" is written like 2026-04-01.`,
  });
}

function noDocument(path: string, isFile: boolean): AppError {
  const name = basename(path);
  if (!isFile) return new AppError("input-format", { zh: `${name} 不是文件。`, en: `${name} is not a file.` });
  return new AppError("input-too-large", {
    zh: `${name} 超过 500 MB，不能附在房屋档案里。`,
    en: `${name} is larger than 500 MB and cannot be attached to a building.`,
  });
}
