import { mkdir, readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { AppError } from "../../contract/errors.js";
import type { InspectedLayer } from "../../contract/inspection.js";
import { noSuchLayer, unknownFormat } from "./faults.js";
import { describeHeads, headBytes, readHeads } from "./shapefile-heads.js";
import { extractEntry, listZip, readEntryHead, type ZipEntry } from "./zip.js";

/** The files of one shapefile; only the .shp is always there. */
export interface ShapefileParts {
  readonly shp: string;
  readonly dbf: string | undefined;
  readonly prj: string | undefined;
  readonly cpg: string | undefined;
  readonly shx: string | undefined;
}

export interface FoundShapefile {
  readonly layers: readonly InspectedLayer[];
  readonly layer: string;
  readonly parts: ShapefileParts;
}

const extensions = ["shp", "dbf", "prj", "cpg", "shx"] as const;

/** The shapefile behind a path: a .shp, a folder or zip with one or more. Throws `input-missing` when there is none. */
export async function findShapefile(path: string, layer: string | undefined, scratch: string): Promise<FoundShapefile> {
  const found = await stat(path);
  if (found.isDirectory()) return await findInFolder(path, layer);
  if (extname(path).toLowerCase() === ".zip") return await findInZip(path, layer, scratch);
  const name = basename(path, extname(path));
  if (layer !== undefined && layer !== name) throw noSuchLayer(path, layer, [name]);
  const parts = await partsBeside(dirname(path), name, basename(path));
  return { layers: [await describeParts(name, parts)], layer: name, parts };
}

async function findInFolder(folder: string, layer: string | undefined): Promise<FoundShapefile> {
  const files = await readdir(folder);
  const names = files
    .filter((file) => file.toLowerCase().endsWith(".shp"))
    .map((file) => file.slice(0, -4))
    .sort();
  const chosen = chooseLayer(folder, names, layer);
  const partsOf = (name: string) => {
    const file = files.find((each) => each.toLowerCase() === `${name.toLowerCase()}.shp`) ?? `${name}.shp`;
    return partsAmong(files, folder, name, file);
  };
  const layers = await Promise.all(names.map((name) => describeParts(name, partsOf(name))));
  return { layers, layer: chosen, parts: partsOf(chosen) };
}

async function findInZip(path: string, layer: string | undefined, scratch: string): Promise<FoundShapefile> {
  const entries = await listZip(path, extensions);
  const shapes = entries.filter((entry) => entry.name.toLowerCase().endsWith(".shp"));
  const names = shapes.map((entry) => entry.name.slice(0, -4)).sort();
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length) {
    throw new AppError("input-format", {
      zh: `${basename(path)} 中有重名的 shapefile。请先解压，再逐个导入。`,
      en: `${basename(path)} holds several shapefiles of one name. Unpack it and import them one by one.`,
    });
  }
  const chosen = chooseLayer(path, names, layer);
  const entryOf = (name: string, extension: string): ZipEntry | undefined => {
    const shape = shapes.find((entry) => entry.name.slice(0, -4) === name);
    return entries.find(
      (entry) => entry.folder === shape?.folder && entry.name.toLowerCase() === `${name.toLowerCase()}.${extension}`,
    );
  };
  const headOf = async (entry: ZipEntry | undefined) =>
    entry === undefined ? null : await readEntryHead(path, entry, headBytes);
  const layers: InspectedLayer[] = [];
  for (const name of names) {
    const shp = (await headOf(entryOf(name, "shp"))) ?? new Uint8Array();
    const dbf = await headOf(entryOf(name, "dbf"));
    layers.push(describeHeads(name, { shp, dbf, shxBytes: entryOf(name, "shx")?.size ?? null }));
  }
  // The name is kept for messages, without anything that could lead out of the folder.
  const folder = join(scratch, "unzipped");
  await mkdir(folder, { recursive: true });
  const safe = chosen.replace(/[^\p{L}\p{N}_-]/gu, "_").slice(0, 60);
  const extracted: Partial<Record<(typeof extensions)[number], string>> = {};
  for (const extension of extensions) {
    const entry = entryOf(chosen, extension);
    if (entry !== undefined) extracted[extension] = await extractEntry(path, entry, folder, `${safe}.${extension}`);
  }
  const { shp = "", dbf, prj, cpg, shx } = extracted;
  return { layers, layer: chosen, parts: { shp, dbf, prj, cpg, shx } };
}

async function describeParts(name: string, { shp, dbf, shx }: ShapefileParts): Promise<InspectedLayer> {
  return describeHeads(name, await readHeads(shp, dbf, shx));
}

/** Without a wish: the only one, or the first by name. */
function chooseLayer(path: string, layers: readonly string[], wish: string | undefined): string {
  if (wish !== undefined && layers.length > 0 && !layers.includes(wish)) throw noSuchLayer(path, wish, layers);
  const chosen = wish ?? layers[0];
  if (chosen !== undefined) return chosen;
  throw new AppError("input-missing", {
    zh: `${path} 中没有 shapefile（.shp）。请选择 .shp 文件，或含有它的文件夹或 zip。`,
    en: `${path} holds no shapefile (.shp). Choose a .shp file, or a folder or zip with one.`,
  });
}

async function partsBeside(folder: string, name: string, shp: string): Promise<ShapefileParts> {
  if (!shp.toLowerCase().endsWith(".shp")) throw unknownFormat(shp, ["shp"]);
  return partsAmong(await readdir(folder), folder, name, shp);
}

function partsAmong(files: readonly string[], folder: string, name: string, shp: string): ShapefileParts {
  const beside = (extension: string): string | undefined => {
    const file = files.find((each) => each.toLowerCase() === `${name.toLowerCase()}.${extension}`);
    return file === undefined ? undefined : join(folder, file);
  };
  return { shp: join(folder, shp), dbf: beside("dbf"), prj: beside("prj"), cpg: beside("cpg"), shx: beside("shx") };
}
