import { open } from "node:fs/promises";
import { basename } from "node:path";
import { AppError } from "../../contract/errors.js";
import { damaged } from "./faults.js";
import { type NumberStyle, numberStyle } from "./xlsx-styles.js";
import { readXml } from "./xml.js";
import { listZip, type ZipEntry } from "./zip.js";
import { entryChunks } from "./zip-stream.js";

/** What is told about a workbook before any of its rows is read. */
export interface Workbook {
  readonly path: string;
  readonly sheets: readonly { readonly name: string; readonly entry: ZipEntry }[];
  /** By the number that a cell carries. */
  readonly styles: readonly NumberStyle[];
  readonly strings: ZipEntry | undefined;
  /** Dates count from 1904, as once on a Mac. */
  readonly from1904: boolean;
}

/**
 * The sheets and styles of an .xlsx, hidden sheets among them. Throws `input-format` for an old .xls and for a workbook
 * with a password, `input-damaged`, `input-too-large`.
 */
export async function openWorkbook(path: string): Promise<Workbook> {
  await refuseOld(path);
  const entries = new Map((await listZip(path, ["xml", "rels"])).map((entry) => [entry.folder + entry.name, entry]));
  const part = [...entries.values()].find(({ name }) => name.toLowerCase() === "workbook.xml");
  if (part === undefined) throw damaged(path, "其中没有工作簿", "it holds no workbook");
  const targets = await readTargets(path, entries.get(`${part.folder}_rels/${part.name}.rels`), part.folder);
  const named: { name: string; id: string }[] = [];
  let from1904 = false;
  await readPart(path, part, (name, attributes) => {
    if (name === "sheet") named.push({ name: attributes.name ?? "", id: attribute(attributes, "id") });
    if (name === "workbookPr") from1904 = ["1", "true"].includes(attributes.date1904 ?? "");
  });
  const sheets = named.flatMap(({ name, id }) => {
    const target = targets.find((each) => each.id === id);
    const entry = target?.type.endsWith("/worksheet") ? entries.get(target.path) : undefined;
    return entry === undefined ? [] : [{ name, entry }];
  });
  if (sheets.length === 0) throw damaged(path, "其中没有工作表", "it holds no sheet");
  const entryOf = (type: string) => entries.get(targets.find((each) => each.type.endsWith(type))?.path ?? "");
  return {
    path,
    sheets,
    styles: await readStyles(path, entryOf("/styles")),
    strings: entryOf("/sharedStrings"),
    from1904,
  };
}

/** An .xls, or an .xlsx that Excel locked with a password, is an OLE file; the latter holds an EncryptedPackage. */
async function refuseOld(path: string): Promise<void> {
  const file = await open(path, "r");
  const bytes = new Uint8Array(64 * 1024);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, 0).finally(() => file.close());
  const head = Buffer.from(bytes.subarray(0, bytesRead));
  if (head.toString("hex", 0, 8) !== "d0cf11e0a1b11ae1") return;
  const locked = head.includes(Buffer.from("EncryptedPackage", "utf16le"));
  throw locked ? passworded(path) : oldWorkbook(path);
}

interface Target {
  readonly id: string;
  readonly type: string;
  readonly path: string;
}

async function readTargets(path: string, entry: ZipEntry | undefined, folder: string): Promise<Target[]> {
  const targets: Target[] = [];
  if (entry === undefined) return targets;
  await readPart(path, entry, (name, { Id = "", Type = "", Target = "" }) => {
    if (name !== "Relationship") return;
    targets.push({ id: Id, type: Type, path: Target.startsWith("/") ? Target.slice(1) : folder + Target });
  });
  return targets;
}

async function readStyles(path: string, entry: ZipEntry | undefined): Promise<NumberStyle[]> {
  const codes = new Map<number, string>();
  const styles: NumberStyle[] = [];
  let within = false;
  if (entry === undefined) return styles;
  await readPart(path, entry, (name, { numFmtId = "0", formatCode }) => {
    if (name === "numFmt") codes.set(Number(numFmtId), formatCode ?? "");
    else if (name === "cellXfs") within = true;
    else if (name === "xf" && within) styles.push(numberStyle(Number(numFmtId), codes.get(Number(numFmtId))));
    else if (name === "cellStyles" || name === "dxfs") within = false;
  });
  return styles;
}

/** Walks the elements of a small part. */
async function readPart(
  path: string,
  entry: ZipEntry,
  open: (name: string, attributes: Readonly<Record<string, string>>) => void,
): Promise<void> {
  const handler = { open, close: () => undefined, text: () => undefined, isDone: () => false };
  await readXml(entryChunks(path, entry), "utf-8", path, handler);
}

/** An attribute whose prefix a writer may have chosen. */
function attribute(attributes: Readonly<Record<string, string>>, name: string): string {
  return Object.entries(attributes).find(([key]) => key.endsWith(`:${name}`))?.[1] ?? "";
}

/** Also said by `formatOf`, which sees the extension. */
export function oldWorkbook(path: string): AppError {
  return new AppError("input-format", {
    zh: `${basename(path)} 是旧版 Excel 格式（.xls）。请在 Excel 或 WPS 中另存为 .xlsx 后再导入。`,
    en: `${basename(path)} is of Excel's old format (.xls). Save it as .xlsx and import that.`,
  });
}

function passworded(path: string): AppError {
  return new AppError("input-format", {
    zh: `${basename(path)} 有打开密码。请在 Excel 或 WPS 中取消密码、另存后再导入。`,
    en: `${basename(path)} is locked with a password. Remove it in Excel, save, and import again.`,
  });
}
