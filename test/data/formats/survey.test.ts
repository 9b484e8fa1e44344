import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { encodeText } from "../../support/chinese-bytes.js";
import { ImportWorker } from "../../support/import-worker.js";
import { workbookBytes } from "../../support/write-workbook.js";

const root = mkdtempSync(join(tmpdir(), "管线 探测-"));
const worker = new ImportWorker();
afterAll(() => {
  worker.stop();
  rmSync(root, { recursive: true, force: true });
});

const crs = { crs: "EPSG:4547" };
const notes = (report: { notes: readonly { zh: string }[] }) => report.notes.map((note) => note.zh).join("\n");

/** X is the northing, as surveyors have it. */
const points: readonly (readonly [string, string, number, number])[] = [
  ["1", "RQ1", 3_056_000, 485_000],
  ["2", "RQ2", 3_056_000, 485_100],
  ["3", "RQ3", 3_056_050, 485_100],
  ["4", "RQ4", 3_056_050, 485_200],
];
const lines: readonly (readonly [string, string, string, number])[] = [
  ["RQ1", "RQ2", "PE", 110],
  ["RQ2", "RQ3", "钢", 219],
  ["RQ3", "RQ4", "PE", 63],
];
const pointHeader = ["图上点号", "物探点号", "X", "Y"];
const lineHeader = ["起始点号", "终止点号", "材质", "管径(mm)"];
const text = (rows: readonly (readonly (string | number | null)[])[]) => rows.map((row) => row.join(",")).join("\n");
const expected = [
  "LINESTRING (485000 3056000, 485100 3056000)",
  "LINESTRING (485100 3056000, 485100 3056050)",
  "LINESTRING (485100 3056050, 485200 3056050)",
];

let number = 0;
/** The two tables as CSV files in a folder of their own. */
function write(
  pointRows: readonly (readonly unknown[])[],
  lineRows: readonly (readonly unknown[])[],
  encoding = "utf-8",
) {
  number += 1;
  const folder = mkdtempSync(join(root, `${number}-`));
  const bytes = (content: string) => Uint8Array.from(encodeText(content, encoding));
  writeFileSync(join(folder, "点表.csv"), bytes(text([pointHeader, ...(pointRows as never)])));
  writeFileSync(join(folder, "线表.csv"), bytes(text([lineHeader, ...(lineRows as never)])));
  writeFileSync(join(folder, "说明.txt"), "not a table at all");
  return { folder, pointFile: join(folder, "点表.csv"), lineFile: join(folder, "线表.csv") };
}

describe("a pipe survey of a point table and a line table", () => {
  it.each([
    ["UTF-8", "utf-8"],
    ["GBK", "gbk"],
  ])("becomes lines from two CSV files beside each other in %s", async (_title, encoding) => {
    const { lineFile } = write(points, lines, encoding);
    const { table, geometry, report } = await worker.read(lineFile, "pipes", crs);
    expect(geometry).toBe("line");
    expect(table.map((row) => row.geom)).toEqual(expected);
    expect(table.map((row) => [row.src_起始点号, row.src_材质])).toEqual([
      ["RQ1", "PE"],
      ["RQ2", "钢"],
      ["RQ3", "PE"],
    ]);
    expect(report).toMatchObject({ rows: 3, imported: 3 });
    expect(notes(report)).toContain("“线表”按 起始点号、终止点号 与“点表”的 物探点号 连接成线");
    expect(notes(report)).toContain("X 列是北坐标、Y 列是东坐标");
  });

  it("in a folder has both as layers, the lines first", async () => {
    const { folder } = write(points, lines);
    const looked = await worker.inspect(folder, crs);
    expect(looked.layers.map(({ name }) => name)).toContain("点表");
    expect(looked).toMatchObject({ layer: "线表", geometry: "line", kind: { value: "pipes" } });
    const { table } = await worker.read(folder, "generic", { ...crs, layer: "点表" });
    expect(table[0]).toMatchObject({ src_物探点号: "RQ1", geom: "POINT (485000 3056000)" });
  });

  it("in a workbook has its sheets as layers, under their titles", async () => {
    const path = join(root, "成果表.xlsx");
    writeFileSync(
      path,
      workbookBytes([
        { name: "管线点", rows: [["燃气管线点成果表"], pointHeader, ...points] },
        { name: "管线", rows: [["燃气管线成果表"], lineHeader, ...lines] },
      ]),
    );
    expect(await worker.inspect(path, crs)).toMatchObject({ layer: "管线", geometry: "line", rows: 3 });
    const { table } = await worker.read(path, "pipes", crs);
    expect(table.map((row) => row.geom)).toEqual(expected);
    expect(table.map((row) => row.fid)).toEqual([3, 4, 5]);
    expect((await worker.read(path, "generic", { ...crs, layer: "管线点" })).geometry).toBe("point");
  });

  it("finds the column of numbers that its lines mean", async () => {
    const { lineFile } = write(points, [
      ["1", "2", "PE", 110],
      ["2", "4", "PE", 110],
    ]);
    const { table, report } = await worker.read(lineFile, "generic", crs);
    expect(table.map((row) => row.geom)).toEqual([
      "LINESTRING (485000 3056000, 485100 3056000)",
      "LINESTRING (485100 3056000, 485200 3056050)",
    ]);
    expect(notes(report)).toContain("图上点号 连接成线");
  });

  it("says what does not join, and lists the lines that could not be drawn by their rows", async () => {
    const { lineFile } = write(
      [
        ...points,
        ["5", "RQ5", 3_056_060, 485_000],
        ["6", "RQ5", 3_056_070, 485_000],
        ["7", "RQ4", 3_056_050, 485_200],
        ["8", "RQ8", "", ""],
        ["9", "RQ9", 3_056_090, 485_000],
      ],
      [
        ...lines,
        ["RQ1", "RQ77", "PE", 110],
        ["RQ2", "RQ2", "PE", 110],
        ["RQ1", "RQ5", "PE", 110],
        ["RQ1", "", "PE", 110],
        ["RQ1", "RQ8", "PE", 110],
      ],
    );
    const { table, report } = await worker.read(lineFile, "generic", crs);
    expect(table.map((row) => row.geom)).toEqual(expected);
    expect(report.skipped.map(({ row }) => row)).toEqual([4, 5, 6, 7, 8]);
    const said = notes(report);
    expect(said).toContain("1 个点号在线表中出现、点表中没有，相应的线未连成：RQ77。");
    expect(said).toContain("1 个点号在点表中重复且坐标不同，相应的线未连成：RQ5。");
    expect(said).toContain("1 个点号在点表中重复（坐标相同）：RQ4。");
    expect(said).toContain("1 个点没有可识别的坐标，相应的线未连成：RQ8。");
    expect(said).toContain("1 条线的起点与终点相同，未连成：RQ2。");
    expect(said).toContain("1 条线缺起点号或终点号（行号）：7。");
    expect(said).toContain("1 个点没有任何线相连（孤立点）：RQ9。");
  });

  it("agrees with a join by hand whatever the order of its rows", async () => {
    const many = Array.from(
      { length: 500 },
      (_each, index) => [String(index), `P${index}`, 3_056_000 + index, 485_000 + ((index * 37) % 500)] as const,
    );
    const joins = Array.from(
      { length: 800 },
      (_each, index) => [`P${(index * 7) % 500}`, `P${(index * 11 + 3) % 520}`, "PE", index] as const,
    );
    const at = new Map(many.map(([, name, x, y]) => [name, `${y} ${x}`]));
    const drawn = joins.flatMap(([from, to], index) => {
      const [start, finish] = [at.get(from), at.get(to)];
      return from !== to && start !== undefined && finish !== undefined
        ? [[index, `LINESTRING (${start}, ${finish})`] as const]
        : [];
    });
    for (const order of [<T>(rows: readonly T[]) => rows, <T>(rows: readonly T[]) => [...rows].reverse()]) {
      const { table } = await worker.read(write(order(many), order(joins)).lineFile, "generic", crs);
      const got = table.map((row) => [Number(row["src_管径(mm)"]), row.geom] as const).sort(([a], [b]) => a - b);
      expect(got).toEqual(drawn);
    }
  });

  it("without its points can be looked at and asks for coordinates", async () => {
    const folder = mkdtempSync(join(root, "缺点表-"));
    const path = join(folder, "线表.csv");
    writeFileSync(path, text([lineHeader, ...lines]));
    expect(await worker.inspect(path)).toMatchObject({ geometry: null });
    await expect(worker.read(path)).rejects.toMatchObject({ code: "input-columns" });
  });
});
