import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import shp from "shpjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLocalEngine } from "../../data/local-engine.js";
import { makeSample, type Sample } from "../../scripts/sample/make-sample.js";
import { fangan } from "../support/command-line.js";

const root = mkdtempSync(join(tmpdir(), "样例 城-"));
const folder = join(root, "town");
const size = { buildings: 15_000, seed: 7 };
let sample: Sample;
beforeAll(() => {
  sample = makeSample({ folder, ...size });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** SHA-256 of every file of a folder, by name. */
function hashes(of: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(of)
      .sort()
      .map((name) => [
        name,
        createHash("sha256")
          .update(readFileSync(join(of, name)))
          .digest("hex"),
      ]),
  );
}

function dbfHeader(name: string): { rows: number; languageByte: number } {
  const bytes = readFileSync(join(folder, `${name}.dbf`));
  return { rows: bytes.readUInt32LE(4), languageByte: bytes[29] ?? -1 };
}

const layers = ["buildings", "pipes", "sites", "boundaries"] as const;

describe("the sample town", () => {
  it("is the same to the byte for the same seed, and another for another seed", () => {
    const again = join(root, "again");
    makeSample({ folder: again, ...size });
    expect(hashes(again)).toEqual(hashes(folder));
    const other = join(root, "other");
    makeSample({ folder: other, ...size, seed: 8 });
    for (const layer of layers) expect(hashes(other)[`${layer}.shp`], layer).not.toBe(hashes(folder)[`${layer}.shp`]);
  });

  it("is made once: a whole one is left alone, another size or an unfinished one is made anew", () => {
    const once = join(root, "once");
    makeSample({ folder: once, ...size });
    truncateSync(join(once, "pipes.dbf"), 10);
    makeSample({ folder: once, ...size });
    expect(statSync(join(once, "pipes.dbf")).size).toBe(10);
    rmSync(join(once, "planted.json"));
    makeSample({ folder: once, ...size });
    expect(hashes(once)).toEqual(hashes(folder));
    makeSample({ folder: once, ...size, buildings: 15_100 });
    expect(readFileSync(join(once, "buildings.dbf")).readUInt32LE(4)).toBe(15_100);
  });

  it("holds as many rows as asked for, and says GBK in a .cpg or in the language byte alone", () => {
    expect(dbfHeader("buildings")).toEqual({ rows: 15_000, languageByte: 0x4d });
    expect(dbfHeader("pipes").rows).toBe(sample.pipes);
    expect(dbfHeader("sites").rows).toBe(sample.sites);
    expect(dbfHeader("boundaries").rows).toBe(sample.boundaries);
    const files = readdirSync(folder);
    expect(files.filter((name) => name.endsWith(".cpg"))).toEqual(["boundaries.cpg", "pipes.cpg"]);
    for (const layer of layers) expect(files).toContain(`${layer}.prj`);
  });

  it("reads the same in another program: names in Chinese, places in Jiangxi, outer rings clockwise", async () => {
    const part = (name: string) => readFileSync(join(folder, name));
    const parts = { shp: part("pipes.shp"), dbf: part("pipes.dbf"), prj: part("pipes.prj"), cpg: part("pipes.cpg") };
    const pipes = await shp(parts);
    expect(pipes.features.length).toBe(sample.pipes);
    const [first] = pipes.features;
    expect(first?.properties?.QSDW).toBe("澄岚燃气有限公司");
    const [lon, lat] = first?.geometry.coordinates[0] ?? [0, 0];
    expect(lon).toBeGreaterThan(113.9);
    expect(lon).toBeLessThan(114.1);
    expect(lat).toBeGreaterThan(27.6);
    expect(lat).toBeLessThan(27.9);
    for (const layer of ["buildings", "sites", "boundaries"]) {
      const clockwise = ringAreas(part(`${layer}.shp`)).filter((area) => area < 0).length;
      // The two whose X and Y were exchanged or whose corners were crossed on purpose may run the other way.
      expect(clockwise, layer).toBeGreaterThanOrEqual(layer === "buildings" ? 15_000 - 3 : dbfHeader(layer).rows);
    }
  });

  it("is recognised by our own import, with the evidence that each layer gives", async () => {
    const engine = openLocalEngine();
    try {
      const evidence: Record<string, string> = {};
      for (const kind of layers) {
        const inspection = await engine.client.ask("source.inspect", { path: join(folder, `${kind}.shp`) });
        expect(inspection.kind.value).toBe(kind);
        expect(inspection.encoding.value).toBe("gb18030");
        expect(inspection.crs.value).toBe("EPSG:4547");
        expect(inspection.problems).toEqual([]);
        evidence[kind] = inspection.encoding.evidence.en;
      }
      expect(evidence).toEqual({
        buildings: expect.stringContaining("language byte 0x4d"),
        pipes: expect.stringMatching(/\.cpg.*GBK/u),
        sites: expect.stringContaining("language byte 0x4d"),
        boundaries: expect.stringMatching(/\.cpg.*CP936/u),
      });
    } finally {
      await engine.close();
    }
  });
});

interface Row {
  readonly code: string;
  readonly why: string;
  readonly cluster: string;
  readonly line: string;
}

describe("the hot spots of the sample town", { timeout: 60_000 }, () => {
  const out = join(root, "结果");
  let rows: Row[] = [];
  let report: {
    counts: Record<string, number>;
    inputs: { rows: number; imported: number; skipped: { row: number; why: { en: string } }[] }[];
  };
  let said = "";
  beforeAll(async () => {
    const inputs = ["buildings", "pipes", "sites"].flatMap((kind) => [`--${kind}`, join(folder, `${kind}.shp`)]);
    const result = await fangan(["hotspots", ...inputs, "--out", out, "--set", `as_of=${sample.asOf}`]);
    expect(result.status, result.stderr).toBe(0);
    said = result.stderr;
    report = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
    rows = readRows(readFileSync(join(out, "buildings.csv"), "utf8"));
  });

  it("are found at every planted place: those buildings, no others, for that reason", () => {
    expect(sample.clusters.length).toBeGreaterThanOrEqual(8);
    for (const planted of sample.clusters) {
      const members = rows.filter((row) => planted.codes.includes(row.code));
      expect(members.length, planted.why).toBe(planted.codes.length);
      const [cluster = ""] = members.map((row) => row.cluster);
      expect(cluster, planted.why).not.toBe("");
      const found = rows.filter((row) => row.cluster === cluster).map((row) => row.code);
      expect(found.sort(), planted.why).toEqual([...planted.codes].sort());
      expect(new Set(members.map((row) => row.why))).toEqual(new Set([planted.why]));
      for (const decoy of rows.filter((row) => planted.decoys.includes(row.code))) expect(decoy.why).toBe("");
    }
    expect(new Set(sample.clusters.map((planted) => planted.why)).size).toBe(5);
  });

  it("leave out the broken rows, each with its number and reason, and repair the crossing one", () => {
    const [buildings] = report.inputs;
    const { deleted, noShape, swapped, selfCrossing, duplicates } = sample.dirt;
    const skipped = [...(buildings?.skipped ?? [])].sort((one, other) => one.row - other.row);
    expect(duplicates.length).toBeGreaterThanOrEqual(3);
    expect(skipped.map(({ row, why }) => [row, why.en])).toEqual(
      [
        [deleted, expect.stringContaining("marked as deleted")],
        [noShape, "there is no geometry"],
        [swapped, expect.stringContaining("X and Y seem to be exchanged")],
        ...duplicates.map(([, copy]) => [copy, expect.stringContaining("an earlier row is exactly the same")]),
      ].sort((one, other) => Number(one[0]) - Number(other[0])),
    );
    const left = 15_000 - 3 - duplicates.length;
    expect(buildings?.imported).toBe(left);
    expect(report.counts.buildings).toBe(left);
    expect(said).toContain("1 shapes that crossed themselves were repaired");
    expect(rows.some((row) => row.code.endsWith(String(selfCrossing).padStart(8, "0")))).toBe(true);
  });

  it("count years that are no years as unknown, and say so", () => {
    expect(said).toMatch(/year built \(build_time\): \d+ values were not understood/u);
    expect(report.counts.unknown_year).toBeGreaterThan(15_000 * 0.02);
  });

  it("count a building whose row is delivered twice once, and keep its first row", () => {
    for (const [row, copy] of sample.dirt.duplicates) {
      const there = (fid: number) => rows.some((each) => each.line.startsWith(`${fid},`));
      expect([there(row), there(copy)]).toEqual([true, false]);
    }
  });
});

/** Our own CSV; no value of the sample holds a comma or a quote. */
function readRows(text: string): Row[] {
  const [head = "", ...lines] = text.replace("\ufeff", "").trim().split(/\r?\n/u);
  const names = head.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    const cell = (name: string) => cells[names.indexOf(name)] ?? "";
    return { code: cell("code"), why: cell("why"), cluster: cell("cluster"), line };
  });
}

/** Signed areas (negative: clockwise) of the first ring of each polygon of a .shp, straight from its bytes. */
function ringAreas(bytes: Buffer): number[] {
  const areas: number[] = [];
  for (let at = 100; at < bytes.length; at += 8 + 2 * bytes.readInt32BE(at + 4)) {
    if (bytes.readInt32LE(at + 8) !== 5) continue;
    const points = bytes.readInt32LE(at + 48);
    const value = (point: number, axis: number) => bytes.readDoubleLE(at + 56 + 16 * point + 8 * axis);
    const [x0, y0] = [value(0, 0), value(0, 1)];
    let twice = 0;
    for (let point = 0; point + 1 < points; point++) {
      twice +=
        (value(point, 0) - x0) * (value(point + 1, 1) - y0) - (value(point + 1, 0) - x0) * (value(point, 1) - y0);
    }
    areas.push(twice / 2);
  }
  return areas;
}
