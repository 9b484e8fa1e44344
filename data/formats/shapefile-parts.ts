import { mkdir, readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { AppError } from "../../contract/errors.js";
import type { InspectedLayer } from "../../contract/inspection.js";
import { noSuchLayer, unknownFormat } from "./faults.js";
import type { OpenRequest } from "./format.js";
import { bytesOfRows, describeHeads, headBytes, readHead } from "./shapefile-heads.js";
import { extractEntry, listZip, readEntryHead, type ZipEntry } from "./zip.js";

/** A file of `size` bytes; for a look into a zip only its beginning was unpacked. */
export interface Part {
  readonly path: string;
  readonly size: number;
}

/** The files of one shapefile; only the .shp is always there. */
export interface ShapefileParts {
  readonly shp: Part;
  readonly dbf: Part | undefined;
  readonly prj: string | undefined;
  readonly cpg: string | undefined;
  /** Bytes of the delivered index, which is never read itself. */
  readonly shxBytes: number | null;
}

export interface FoundShapefile {
  readonly layers: readonly InspectedLayer[];
  readonly layer: string;
  readonly parts: ShapefileParts;
}

const extensions = ["shp", "dbf", "prj", "cpg", "shx"] as const;
/** Bytes of a large .shp that a look reads, and at least unpacks of a .dbf: thousands of shapes and rows. */
export const lookBytes = 8 * 2 ** 20;

/** The shapefile behind a path: a .shp, a folder or zip with one or more. Throws `input-missing` when there is none. */
export async function findShapefile(
  request: Pick<OpenRequest, "path" | "layer" | "scratch" | "limit">,
): Promise<FoundShapefile> {
  const { path, layer } = request;
  const found = await stat(path);
  if (found.isDirectory()) return await findInFolder(path, layer);
  if (extname(path).toLowerCase() === ".zip") return await findInZip(request);
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
  const partsOf = async (name: string) => {
    const file = files.find((each) => each.toLowerCase() === `${name.toLowerCase()}.shp`) ?? `${name}.shp`;
    return await partsAmong(files, folder, name, file);
  };
  const layers: InspectedLayer[] = [];
  for (const name of names) layers.push(await describeParts(name, await partsOf(name)));
  return { layers, layer: chosen, parts: await partsOf(chosen) };
}

async function findInZip(request: Pick<OpenRequest, "path" | "layer" | "scratch" | "limit">): Promise<FoundShapefile> {
  const { path } = request;
  const entries = await listZip(path, extensions);
  const shapes = entries.filter((entry) => entry.name.toLowerCase().endsWith(".shp"));
  const names = shapes.map((entry) => entry.name.slice(0, -4)).sort();
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length) {
    throw new AppError("input-format", {
      zh: `${basename(path)} 中有重名的 shapefile。请先解压，再逐个导入。`,
      en: `${basename(path)} holds several shapefiles of one name. Unpack it and import them one by one.`,
    });
  }
  const chosen = chooseLayer(path, names, request.layer);
  const entryOf = (name: string, extension: string): ZipEntry | undefined => {
    const shape = shapes.find((entry) => entry.name.slice(0, -4) === name);
    return entries.find(
      (entry) => entry.folder === shape?.folder && entry.name.toLowerCase() === `${name.toLowerCase()}.${extension}`,
    );
  };
  const layers: InspectedLayer[] = [];
  for (const name of names) {
    const headOf = async (extension: string) => {
      const entry = entryOf(name, extension);
      return entry === undefined ? null : await readEntryHead(path, entry, headBytes);
    };
    const [shp, dbf] = [(await headOf("shp")) ?? new Uint8Array(), await headOf("dbf")];
    layers.push(describeHeads(name, { shp, dbf, shxBytes: entryOf(name, "shx")?.size ?? null }));
  }
  return { layers, layer: chosen, parts: await unpack(request, chosen, (extension) => entryOf(chosen, extension)) };
}

/** Takes the files of a layer out of the zip; of large ones, for a look, no more than the look needs. */
async function unpack(
  { path, scratch, limit }: Pick<OpenRequest, "path" | "scratch" | "limit">,
  layer: string,
  entryOf: (extension: string) => ZipEntry | undefined,
): Promise<ShapefileParts> {
  // The name is kept for messages, without anything that could lead out of the folder.
  const folder = join(scratch, "unzipped");
  await mkdir(folder, { recursive: true });
  const safe = layer.replace(/[^\p{L}\p{N}_-]/gu, "_").slice(0, 60);
  const take = async (extension: string, least = 0): Promise<Part | undefined> => {
    const entry = entryOf(extension);
    if (entry === undefined) return undefined;
    const most = limit === null ? entry.size : Math.max(lookBytes, least);
    return { path: await extractEntry(path, entry, folder, `${safe}.${extension}`, most), size: entry.size };
  };
  const dbfEntry = entryOf("dbf");
  const dbfHead = dbfEntry === undefined ? null : await readEntryHead(path, dbfEntry, headBytes);
  return {
    shp: (await take("shp")) ?? { path: "", size: 0 },
    dbf: await take("dbf", bytesOfRows(dbfHead, limit ?? 0)),
    prj: (await take("prj"))?.path,
    cpg: (await take("cpg"))?.path,
    shxBytes: entryOf("shx")?.size ?? null,
  };
}

async function describeParts(name: string, { shp, dbf, shxBytes }: ShapefileParts): Promise<InspectedLayer> {
  return describeHeads(name, { shp: await readHead(shp.path), dbf: dbf ? await readHead(dbf.path) : null, shxBytes });
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
  return await partsAmong(await readdir(folder), folder, name, shp);
}

async function partsAmong(
  files: readonly string[],
  folder: string,
  name: string,
  shp: string,
): Promise<ShapefileParts> {
  const beside = (extension: string): string | undefined => {
    const file = files.find((each) => each.toLowerCase() === `${name.toLowerCase()}.${extension}`);
    return file === undefined ? undefined : join(folder, file);
  };
  const sized = async (path: string): Promise<Part> => ({ path, size: (await stat(path)).size });
  const [dbf, shx] = [beside("dbf"), beside("shx")];
  return {
    shp: await sized(join(folder, shp)),
    dbf: dbf === undefined ? undefined : await sized(dbf),
    prj: beside("prj"),
    cpg: beside("cpg"),
    shxBytes: shx === undefined ? null : (await stat(shx)).size,
  };
}
