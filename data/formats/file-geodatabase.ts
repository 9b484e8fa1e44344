import { mkdir, open, readdir, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { AppError } from "../../contract/errors.js";
import type { Session } from "../database.js";
import { quoteText } from "../sql.js";
import { damaged, readingFault, unreadable } from "./faults.js";
import type { OpenRequest, ReadFormat } from "./format.js";
import { type LayerMeta, openWithGdal } from "./gdal.js";
import { linkOrCopy } from "./link-or-copy.js";
import { extractEntry, listZip } from "./zip.js";

const driver = "allowed_drivers := ['OpenFileGDB']";
/** Files of a geodatabase that reading needs; its indexes are left in a zip. */
const extensions = ["gdbtable", "gdbtablx"];
/** The file that every geodatabase has: the list of its tables. */
const firstTable = "a00000001.gdbtable";
/** What GDB_Items calls feature classes and tables. */
const itemTypes = ["{70737809-852C-4A03-9E22-2CECEA5B9BFA}", "{CD06BC3B-789D-4C51-AAFA-A467912B8965}"];

/** Esri's folder of tables, or a zip of one. Coded values come as their codes. */
export const fileGeodatabase: ReadFormat = {
  name: "file_geodatabase",
  title: { zh: "文件地理数据库（.gdb 文件夹或 zip）", en: "File geodatabase (.gdb folder or zip)" },
  extensions: ["gdb"],
  async open(request) {
    const path = (await stat(request.path)).isDirectory() ? await bringIn(request) : await unpack(request);
    return await openWithGdal({ ...request, path }, ["OpenFileGDB"], (session) =>
      listLayers(session, path, request.layer),
    );
  },
};

/** Whether a folder, by its name or its files, or a zip holds a geodatabase. Throws as `listZip` does. */
export async function isGeodatabase(path: string): Promise<boolean> {
  if ((await stat(path)).isDirectory()) {
    const names: readonly string[] = await readdir(path).catch(() => []);
    return extname(path).toLowerCase() === ".gdb" || names.includes(firstTable);
  }
  const entries = await listZip(path, ["gdbtable"]).catch((error: unknown) => {
    throw readingFault(path, error);
  });
  return entries.some(({ name }) => name === firstTable);
}

/** The files within the scratch folder: SQL may read what lies in the folder that a user chose, but not open the folder. */
async function bringIn({ path, scratch }: OpenRequest): Promise<string> {
  const target = join(scratch, `${basename(path, extname(path))}.gdb`);
  await mkdir(target, { recursive: true });
  for (const name of await readdir(path)) await linkOrCopy(join(path, name), join(target, name));
  return target;
}

/** Throws `input-format` where a zip holds several geodatabases. */
async function unpack({ path, scratch }: OpenRequest): Promise<string> {
  if (extname(path).toLowerCase() === ".gdb") throw damaged(path, "它不是文件夹", "it is not a folder");
  const entries = await listZip(path, extensions);
  const folders = new Set(entries.filter(({ name }) => name === firstTable).map(({ folder }) => folder));
  if (folders.size > 1) throw several(path);
  const target = join(scratch, `${basename(path, extname(path)).replace(/\.gdb$/iu, "")}.gdb`);
  await mkdir(target, { recursive: true });
  for (const entry of entries) if (folders.has(entry.folder)) await extractEntry(path, entry, target, entry.name);
  return target;
}

/**
 * The layers by the geodatabase's own list of items, since ST_Read_Meta finds nothing in a folder and ends the process on
 * the files in it (spatial 1.5.5). Throws `input-damaged`.
 */
async function listLayers(session: Session, folder: string, wanted: string | undefined): Promise<LayerMeta[]> {
  const system = (table: string) =>
    `ST_Read(${quoteText(folder)}, open_options := ['LIST_ALL_TABLES=YES'], layer := '${table}', ${driver})`;
  const items = await session
    .rows<{ name: string; shape: string; id: number | bigint | null }>(
      `SELECT item.Name AS name, regexp_extract(item.Definition, '<ShapeType>esriGeometry(\\w+)<', 1) AS shape, file.ID AS id
       FROM ${system("GDB_Items")} item LEFT JOIN ${system("GDB_SystemCatalog")} file ON file.Name = item.Name
       WHERE upper(item.Type) IN (${itemTypes.map(quoteText).join(", ")}) ORDER BY id, name`,
    )
    .catch((error: unknown) => {
      throw unreadable(folder, error);
    });
  if (items.length === 0) throw unreadable(folder, "no items");
  // Each look at a layer's columns opens the geodatabase anew: only the one that will be read is asked for its CRS.
  const read = wanted ?? items.find(({ shape }) => shape !== "")?.name;
  return await Promise.all(
    items.map(async ({ name, shape, id }) => {
      const crs = name === read ? await readCrs(session, folder, name) : null;
      return {
        name,
        feature_count: id === null ? null : await countRows(folder, Number(id)),
        geometry_fields: shape === "" ? [] : [{ name: "SHAPE", type: shape, crs }],
      };
    }),
  );
}

/** Rows by the header of the table's file; null for a version whose header is another one. */
async function countRows(folder: string, id: number): Promise<bigint | null> {
  const name = `a${id.toString(16).padStart(8, "0")}.gdbtable`;
  const file = await open(join(folder, name), "r").catch(() => null);
  if (file === null) return null;
  const header = new DataView(new ArrayBuffer(8));
  const { bytesRead } = await file.read(header, 0, 8, 0).finally(() => file.close());
  return bytesRead === 8 && header.getUint32(0, true) === 3 ? BigInt(header.getUint32(4, true)) : null;
}

type Crs = NonNullable<LayerMeta["geometry_fields"][number]["crs"]>;

/** The CRS as the type of the geometry column carries it: a code, or PROJJSON where PROJ knows none. */
async function readCrs(session: Session, folder: string, layer: string): Promise<Crs | null> {
  const described = await session
    .rows<{ column_type: string }>(
      `DESCRIBE FROM ST_Read(${quoteText(folder)}, layer := ${quoteText(layer)}, ${driver})`,
    )
    .catch(() => []);
  const type = described.map(({ column_type }) => column_type).find((each) => each.startsWith("GEOMETRY"));
  const text = /^GEOMETRY\('(.*)'\)$/su.exec(type ?? "")?.[1]?.replaceAll("''", "'");
  if (text === undefined) return null;
  const [, authority, code] = /^(\w+):(\w+)$/u.exec(text) ?? [];
  if (authority !== undefined && code !== undefined)
    return { name: text, auth_name: authority, auth_code: code, wkt: null };
  return { name: /"name":"(.*?)"/u.exec(text)?.[1] ?? null, auth_name: null, auth_code: null, wkt: text };
}

function several(path: string): AppError {
  return new AppError("input-format", {
    zh: `${basename(path)} 中有多个文件地理数据库。请先解压，再逐个导入。`,
    en: `${basename(path)} holds several file geodatabases. Unpack it and import them one by one.`,
  });
}
