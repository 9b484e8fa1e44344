import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { encodeText } from "../../support/chinese-bytes.js";
import { ImportWorker } from "../../support/import-worker.js";
import { dbfBytes, pointsInMetres, prjTexts, shpBytes } from "../../support/write-shapefile.js";
import { type ZipContent, zipBytes } from "../../support/write-zip.js";

const root = mkdtempSync(join(tmpdir(), "压缩包-"));
const worker = new ImportWorker();
afterAll(() => {
  worker.stop();
  rmSync(root, { recursive: true, force: true });
});

const { shp, shx } = shpBytes(pointsInMetres(2));
const dbf = (id: string) =>
  dbfBytes({ columns: [{ name: "ID", type: "C", length: 8 }], rows: [[id], [`${id}2`]], encoding: "gbk" });
const text = (content: string) => Buffer.from(content);

/** The files of one shapefile under a name, whose bytes may be of any encoding. */
function layer(name: Uint8Array | string, id = "a", flags = 0): ZipContent[] {
  const named = (extension: string) => Buffer.concat([Buffer.from(name as Uint8Array), text(`.${extension}`)]);
  return [
    { name: named("shp"), data: shp, flags },
    { name: named("shx"), data: shx, flags },
    { name: named("dbf"), data: dbf(id), flags },
    { name: named("prj"), data: text(prjTexts.metres114), flags },
    { name: named("cpg"), data: text("GBK"), flags },
  ];
}

let number = 0;
function write(entries: readonly ZipContent[] | Uint8Array): string {
  number += 1;
  const path = join(root, `z${number}.zip`);
  writeFileSync(path, entries instanceof Uint8Array ? entries : zipBytes(entries as readonly ZipContent[]));
  return path;
}

describe("a shapefile in a zip", () => {
  it.each([
    ["GBK without a flag, as Chinese Windows writes it", encodeText("房屋普查", "gbk"), 0],
    ["UTF-8 with its flag", encodeText("房屋普查", "utf-8"), 0x800],
    ["UTF-8 without its flag, as macOS writes it", encodeText("房屋普查", "utf-8"), 0],
  ])("is found by a Chinese name in %s", async (_title, bytes, flags) => {
    const path = write(layer(Uint8Array.from(bytes), "甲", flags));
    expect((await worker.inspect(path)).layers).toEqual([{ name: "房屋普查", geometries: ["point"], rows: 2 }]);
    const { table } = await worker.read(path);
    expect(table.map((row) => row.src_ID)).toEqual(["甲", "甲2"]);
  });

  it("is read from a folder inside, beside macOS's shadow files, pictures and JSON", async () => {
    const path = write([
      { name: "__MACOSX/data/._houses.shp", data: text("shadow") },
      { name: "data/.DS_Store", data: text("x") },
      { name: "data/._houses.dbf", data: text("shadow") },
      { name: "data/layer.json", data: text("{}") },
      ...layer("data/houses"),
    ]);
    const { table, report } = await worker.read(path);
    expect(table).toHaveLength(2);
    expect(report.notes).toEqual([]);
  });

  it("is the first of several by name, says so, and another one when asked", async () => {
    const path = write([...layer("b", "b"), ...layer("a", "a"), ...layer("c", "c")]);
    expect((await worker.inspect(path)).layers).toEqual(
      ["a", "b", "c"].map((name) => ({ name, geometries: ["point"], rows: 2 })),
    );
    const first = await worker.read(path);
    expect(first.table[0]?.src_ID).toBe("a");
    expect(first.report.notes[0]?.en).toBe(
      'The file has 3 layers; "a" was read. The others: b, c (choose with --layer).',
    );
    const asked = await worker.read(path, "generic", { layer: "c" });
    expect(asked.table[0]?.src_ID).toBe("c");
    expect(asked.report.notes).toEqual([]);
    await expect(worker.read(path, "generic", { layer: "d" })).rejects.toMatchObject({ code: "input-missing" });
  });

  it("takes the parts of its own folder where names repeat, and refuses two of one name", async () => {
    const mixed = write([{ name: "old/houses.dbf", data: dbf("old") }, ...layer("new/houses", "new")]);
    expect((await worker.read(mixed)).table[0]?.src_ID).toBe("new");
    await expect(worker.read(write([...layer("x/houses"), ...layer("y/houses")]))).rejects.toMatchObject({
      code: "input-format",
    });
  });

  it.each(["../../evil", "/etc/evil", "C:\\Windows\\evil", "..\\..\\evil", "a/../../b/evil"])(
    "never follows a path out of its folder: %s",
    async (name) => {
      const path = write(layer(name));
      expect((await worker.inspect(path)).layers.map((each) => each.name)).toEqual(["evil"]);
      expect((await worker.read(path)).table).toHaveLength(2);
      for (const folder of [root, join(root, ".."), tmpdir()]) {
        expect(readdirSync(folder).filter((file) => file.startsWith("evil"))).toEqual([]);
      }
      expect(existsSync("/etc/evil.shp")).toBe(false);
    },
  );

  it.each([
    ["an entry that unpacks to 3 GB", [{ ...only(), size: 3 * 2 ** 30 }], "input-too-large", /3221225472 bytes/u],
    ["more than 4 GB in all", many(3, 1500 * 2 ** 20, 1500 * 2 ** 20), "input-too-large", /limits for zips/u],
    ["an entry packed 1,000 to 1", [{ name: "a.shp", data: new Uint8Array(2 ** 24) }], "input-too-large", /limits/u],
    ["an entry larger than it says", [{ ...only(), size: 50 }], "input-too-large", /larger than it says/u],
    ["an entry smaller than it says", [{ ...only(), size: shp.length + 9 }], "input-damaged", /not whole/u],
    ["a wrong checksum", [{ ...only(), crc: 1 }], "input-damaged", /a\.shp is not whole/u],
    ["a password", [{ ...only(), flags: 1 }], "input-damaged", /password/u],
    ["a way of packing from elsewhere", [{ ...only(), method: 99 }], "input-damaged", /not supported/u],
    ["65,000 entries", many(65_000, 10, 10), "input-too-large", /65000 entries/u],
    [
      "zip64 sizes without the numbers",
      [{ ...only(), size: 0xffffffff, packed: 0xffffffff }],
      "input-too-large",
      /limits/u,
    ],
    ["a zip in a zip", [{ name: "b.zip", data: zipBytes(layer("a")) }], "input-missing", /no shapefile/u],
    ["nothing", [], "input-missing", /no shapefile/u],
  ] as [string, ZipContent[], string, RegExp][])("refuses %s at once", async (_title, entries, code, message) => {
    const started = Date.now();
    await expect(worker.read(write(entries))).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(Date.now() - started).toBeLessThan(5000);
  });

  it("refuses what is no zip, or the beginning of one", async () => {
    const whole = zipBytes(layer("a"));
    for (const bytes of [
      text("no zip"),
      whole.subarray(0, whole.length - 30),
      whole.subarray(0, 200),
      Buffer.alloc(0),
    ]) {
      await expect(worker.read(write(bytes))).rejects.toMatchObject({ code: "input-damaged" });
    }
  });

  it("is read where every number is written as zip64 does, and refused where those lie", async () => {
    const path = write(
      zipBytes(
        layer("房屋", "甲").map((entry) => ({ ...entry, flags: 0x800, large: true })),
        true,
      ),
    );
    expect((await worker.read(path)).table.map((row) => row.src_ID)).toEqual(["甲", "甲2"]);
    expect((await worker.inspect(path)).layers).toEqual([{ name: "房屋", geometries: ["point"], rows: 2 }]);
    const lying = write(zipBytes([{ ...only(), large: true, size: 2 ** 40 }], true));
    await expect(worker.read(lying)).rejects.toMatchObject({ code: "input-too-large" });
  });

  it("takes a link inside for what it is: a file that is no shapefile", async () => {
    await expect(worker.read(write([{ name: "a.shp", data: text("/etc/passwd") }]))).rejects.toMatchObject({
      code: "input-damaged",
      message: expect.stringContaining("a.shp"),
    });
  });
});

function only(): ZipContent {
  return { name: "a.shp", data: shp };
}

function many(count: number, size: number, packed: number): ZipContent[] {
  return Array.from({ length: count }, (_each, index) => ({
    name: `${index}.shp`,
    data: text("x"),
    method: 0,
    size,
    packed,
  }));
}
