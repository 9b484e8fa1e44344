import { mkdir, readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { AppError } from "../../contract/errors.js";
import { noSuchLayer, unknownFormat } from "./faults.js";
import { extractEntry, listZip, type ZipEntry } from "./zip.js";

/** The files of one shapefile; only the .shp is always there. */
export interface ShapefileParts {
  readonly shp: string;
  readonly dbf: string | undefined;
  readonly prj: string | undefined;
  readonly cpg: string | undefined;
  readonly shx: string | undefined;
}

export interface FoundShapefile {
  readonly layers: readonly string[];
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
  return { layers: [name], layer: name, parts: await partsBeside(dirname(path), name, basename(path)) };
}

async function findInFolder(folder: string, layer: string | undefined): Promise<FoundShapefile> {
  const files = await readdir(folder);
  const layers = files
    .filter((file) => file.toLowerCase().endsWith(".shp"))
    .map((file) => file.slice(0, -4))
    .sort();
  const chosen = chooseLayer(folder, layers, layer);
  const file = files.find((each) => each.toLowerCase() === `${chosen.toLowerCase()}.shp`) ?? `${chosen}.shp`;
  return { layers, layer: chosen, parts: await partsBeside(folder, chosen, file) };
}

async function findInZip(path: string, layer: string | undefined, scratch: string): Promise<FoundShapefile> {
  const entries = await listZip(path, extensions);
  const shapes = entries.filter((entry) => entry.name.toLowerCase().endsWith(".shp"));
  const layers = shapes.map((entry) => entry.name.slice(0, -4)).sort();
  if (new Set(layers.map((name) => name.toLowerCase())).size < layers.length) {
    throw new AppError("input-format", {
      zh: `${basename(path)} 中有重名的 shapefile。请先解压，再逐个导入。`,
      en: `${basename(path)} holds several shapefiles of one name. Unpack it and import them one by one.`,
    });
  }
  const chosen = chooseLayer(path, layers, layer);
  const shape = shapes.find((entry) => entry.name.slice(0, -4) === chosen);
  const beside = (extension: string): ZipEntry | undefined =>
    entries.find(
      (entry) => entry.folder === shape?.folder && entry.name.toLowerCase() === `${chosen.toLowerCase()}.${extension}`,
    );
  // The name is kept for messages, without anything that could lead out of the folder.
  const folder = join(scratch, "unzipped");
  await mkdir(folder, { recursive: true });
  const safe = chosen.replace(/[^\p{L}\p{N}_-]/gu, "_").slice(0, 60);
  const extracted: Partial<Record<(typeof extensions)[number], string>> = {};
  for (const extension of extensions) {
    const entry = beside(extension);
    if (entry !== undefined) extracted[extension] = await extractEntry(path, entry, folder, `${safe}.${extension}`);
  }
  const { shp = "", dbf, prj, cpg, shx } = extracted;
  return { layers, layer: chosen, parts: { shp, dbf, prj, cpg, shx } };
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
  const files = await readdir(folder);
  const beside = (extension: string): string | undefined => {
    const file = files.find((each) => each.toLowerCase() === `${name.toLowerCase()}.${extension}`);
    return file === undefined ? undefined : join(folder, file);
  };
  return { shp: join(folder, shp), dbf: beside("dbf"), prj: beside("prj"), cpg: beside("cpg"), shx: beside("shx") };
}
