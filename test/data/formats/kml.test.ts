import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { encodeText } from "../../support/chinese-bytes.js";
import { ImportWorker } from "../../support/import-worker.js";
import { zipBytes } from "../../support/write-zip.js";

const root = mkdtempSync(join(tmpdir(), "地标-"));
const worker = new ImportWorker();
afterAll(() => {
  worker.stop();
  rmSync(root, { recursive: true, force: true });
});

let number = 0;
function write(content: string | Uint8Array, extension = "kml"): string {
  number += 1;
  const path = join(root, `图${number}.${extension}`);
  writeFileSync(path, content);
  return path;
}

const document = (inside: string, declaration = '<?xml version="1.0" encoding="UTF-8"?>') =>
  `${declaration}\n<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document><name>全部</name>${inside}</Document></kml>`;
const placemark = (inside: string) => `<Placemark>${inside}</Placemark>`;
const point = (inside = "", at = "113.85,27.62,5") =>
  placemark(`${inside}<Point><coordinates>${at}</coordinates></Point>`);
const notes = (report: { notes: readonly { zh: string }[] }) => report.notes.map((note) => note.zh).join("\n");

/** A square of a hundred-thousandth of a degree, and a smaller one inside. */
const ring = (west: number, south: number, side: number) =>
  [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ]
    .map((pair) => pair.join(","))
    .join(" ");

describe("KML", () => {
  it("comes back placemark by placemark: texts, attributes with their types, the folders above", async () => {
    const path = write(
      document(`
        <Schema name="房" id="s"><SimpleField type="int" name="层数"/><SimpleField type="string" name="地址"/></Schema>
        <Folder><name>安源区</name><Folder><name>后埠街</name>
          ${point(`<name>1 号楼</name><description><![CDATA[<b>砖混</b> & "旧"]]></description>
            <ExtendedData><SchemaData schemaUrl="#s"><SimpleData name="层数">6</SimpleData><SimpleData name="地址">甲路 &lt;1&gt; 号</SimpleData></SchemaData></ExtendedData>`)}
        </Folder></Folder>
        ${point('<name>外</name><ExtendedData><Data name="name"><displayName>x</displayName><value>另一个</value></Data><Data name="层数"><value>7</value></Data></ExtendedData>')}
      `),
    );
    const { table, columns, report, projectCrs } = await worker.read(path);
    expect(projectCrs).toBe("EPSG:4547");
    expect(table.map(({ geom: _geom, ...row }) => row)).toEqual([
      {
        fid: 1,
        src_name: "1 号楼",
        src_description: '<b>砖混</b> & "旧"',
        src_层数: 6n,
        src_地址: "甲路 <1> 号",
        src_folder: "安源区/后埠街",
        src_name_2: null,
      },
      {
        fid: 2,
        src_name: "外",
        src_description: null,
        src_层数: 7n,
        src_地址: null,
        src_folder: null,
        src_name_2: "另一个",
      },
    ]);
    // EPSG:4490 → EPSG:4547 with pyproj 3.7.2: 485194.28, 3056340.50.
    expect(String(table[0]?.geom)).toMatch(/^POINT \(485194\.2\d* 3056340\.(49|5)\d*\)$/u);
    expect(columns.find(({ name }) => name === "src_层数")?.type).toBe("whole");
    expect(report).toMatchObject({ rows: 2, imported: 2, crs: "EPSG:4326", encoding: "utf-8" });
  });

  it("keeps holes and the parts of a shape, and leaves nothing of the height", async () => {
    const polygon = `<Polygon><outerBoundaryIs><LinearRing><coordinates>${ring(113.85, 27.62, 0.001)}</coordinates></LinearRing></outerBoundaryIs>
      <innerBoundaryIs><LinearRing><coordinates>${ring(113.8502, 27.6202, 0.0005)}</coordinates></LinearRing></innerBoundaryIs></Polygon>`;
    const other = `<Polygon><outerBoundaryIs><LinearRing><coordinates>${ring(113.86, 27.62, 0.001).replaceAll(" ", "\n\t")}</coordinates></LinearRing></outerBoundaryIs></Polygon>`;
    const path = write(
      document(placemark(`<MultiGeometry>${polygon}<MultiGeometry>${other}</MultiGeometry></MultiGeometry>`)),
    );
    const { table, geometry } = await worker.read(path);
    expect(geometry).toBe("polygon");
    const text = String(table[0]?.geom);
    expect(text).toMatch(/^MULTIPOLYGON \(\(\(/u);
    expect(text.split("(").length - 1).toBe(6);
  });

  it("closes rings left open and reads tuples with spaces after their commas", async () => {
    const open = ring(113.85, 27.62, 0.001).split(" ").slice(0, 4).join(" ").replaceAll(",", ", ");
    const path = write(
      document(
        placemark(
          `<Polygon><outerBoundaryIs><LinearRing><coordinates>${open}</coordinates></LinearRing></outerBoundaryIs></Polygon>`,
        ),
      ),
    );
    expect((await worker.read(path)).report).toMatchObject({ rows: 1, imported: 1 });
  });

  it("counts what is no shape, says so, and fetches nothing", async () => {
    const path = write(
      document(`${point("<name>好</name>")}${point("<name>坏</name>", "113.85,NaN")}
        ${placemark("<name>空</name>")}
        ${placemark("<LineString><coordinates>113.85,27.62</coordinates></LineString>")}
        ${placemark("<gx:Track><when>2020-01-01</when><gx:coord>113 27 0</gx:coord></gx:Track>")}
        <NetworkLink><name>远</name><Link><href>http://192.0.2.1/x.kml</href></Link></NetworkLink>`),
    );
    const { report } = await worker.read(path);
    expect(report).toMatchObject({ rows: 5, imported: 1 });
    expect(report.skipped.map(({ row }) => row)).toEqual([2, 3, 4, 5]);
    expect(notes(report)).toContain("2 个地标的坐标无法识别");
    expect(notes(report)).toContain("1 个轨迹或三维模型");
    expect(notes(report)).toContain("1 个网络链接");
  });

  it.each([
    ["as it declares", '<?xml version="1.0" encoding="GBK"?>', "gb18030", true],
    ["though it declares UTF-8", '<?xml version="1.0" encoding="UTF-8"?>', "gb18030", false],
    ["though it declares nothing", "", "gb18030", false],
  ])("is read in GBK %s", async (_title, declaration, encoding, sure) => {
    const content = document(point("<name>萍乡市安源区后埠街道</name>"), declaration);
    const path = write(Uint8Array.from(encodeText(content, "gbk")));
    expect((await worker.inspect(path)).encoding).toMatchObject({ value: encoding, sure });
    expect((await worker.read(path)).table[0]?.src_name).toBe("萍乡市安源区后埠街道");
  });

  it("in a KMZ is doc.kml; the other documents are layers that can be chosen", async () => {
    const path = write(
      zipBytes([
        { name: "a.kml", data: Buffer.from(document(point("<name>甲</name>"))) },
        { name: "doc.kml", data: Buffer.from(document(point("<name>主</name>"))) },
        { name: "files/icon.png", data: Buffer.from("x") },
      ]),
      "kmz",
    );
    const looked = await worker.inspect(path);
    expect(looked.layers.map(({ name }) => name)).toEqual(["a.kml", "doc.kml"]);
    expect(looked).toMatchObject({ layer: "doc.kml", rows: 1, geometry: "point" });
    expect((await worker.read(path)).table[0]?.src_name).toBe("主");
    expect((await worker.read(path, "generic", { layer: "a.kml" })).table[0]?.src_name).toBe("甲");
  });

  it("is looked at without being read to its end", async () => {
    const rows = Array.from({ length: 5000 }, (_each, row) => point(`<name>${row}</name>`)).join("");
    const path = write(document(rows).slice(0, -40));
    const looked = await worker.inspect(path);
    expect(looked.rows).toBeNull();
    expect(looked.preview).toHaveLength(50);
    await expect(worker.read(path)).rejects.toMatchObject({ code: "input-damaged" });
  });

  it.each([
    ["is cut off", document(point()).slice(0, 150), "input-damaged"],
    ["is another XML", '<?xml version="1.0"?><svg><path/></svg>', "input-format"],
    ["is no XML", "not xml at all", "input-damaged"],
    ["is empty", "", "input-damaged"],
    [
      "would swell a billion times",
      `<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>${document(point("<name>&b;</name>"), "")}`,
      "input-format",
    ],
    [
      "names a file outside",
      `<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>${document(point("<name>&x;</name>"), "")}`,
      "input-format",
    ],
    ["uses an entity that nobody defined", document(point("<name>&nobody;</name>")), "input-damaged"],
    ["has a document type without end", `<!DOCTYPE kml [${"<!-- x -->".repeat(200_000)}`, "input-damaged"],
  ])("that %s is refused in one sentence", async (_title, content, code) => {
    const path = write(content);
    for (const ask of [() => worker.inspect(path), () => worker.read(path)])
      await expect(ask()).rejects.toMatchObject({ code, message: expect.stringContaining(`图${number}.kml`) });
  });

  it("in a KMZ that is a bomb, leads outside or holds no KML is refused or harmless", async () => {
    const bomb = write(zipBytes([{ name: "doc.kml", data: Buffer.alloc(30_000_000) }]), "kmz");
    await expect(worker.read(bomb)).rejects.toMatchObject({ code: "input-too-large" });
    const outside = write(
      zipBytes([{ name: "../../doc.kml", data: Buffer.from(document(point("<name>内</name>"))) }]),
      "kmz",
    );
    expect((await worker.read(outside)).table[0]?.src_name).toBe("内");
    await expect(
      worker.read(write(zipBytes([{ name: "a.txt", data: Buffer.from("x") }]), "kmz")),
    ).rejects.toMatchObject({
      code: "input-format",
    });
    await expect(worker.read(write("no zip", "kmz"))).rejects.toMatchObject({ code: "input-damaged" });
    const locked = write(zipBytes([{ name: "doc.kml", data: Buffer.from("x"), flags: 1 }]), "kmz");
    await expect(worker.read(locked)).rejects.toMatchObject({ code: "input-damaged" });
  });
});
