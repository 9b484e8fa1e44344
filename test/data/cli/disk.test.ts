import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fangan } from "../../support/command-line.js";
import { at, collection, writeSmallTown } from "../../support/small-town.js";

const root = mkdtempSync(join(tmpdir(), "满 盘-"));
const disk = join(root, "小盘");
mkdirSync(disk);
/** A disk of three megabytes, which only root can make, and not everywhere. */
const hasDisk = spawnSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", disk]).status === 0;
if (!hasDisk) console.warn("Skipped: tests on a full disk; no small disk can be made here (needs root).");
afterAll(() => {
  if (hasDisk) spawnSync("umount", [disk]);
  rmSync(root, { recursive: true, force: true });
});

describe.skipIf(!hasDisk)("a disk that is too small", { timeout: 60_000 }, () => {
  let town: ReturnType<typeof writeSmallTown>;
  let city = "";
  beforeAll(() => {
    town = writeSmallTown(root);
    city = join(root, "大.geojson");
    const house = (row: number) => {
      const [east, north] = [(row % 200) * 20, Math.floor(row / 200) * 20];
      const ring = [
        at(east, north),
        at(east, north + 9),
        at(east + 9, north + 9),
        at(east + 9, north),
        at(east, north),
      ];
      return {
        properties: { fwbh: `${"x".repeat(60)}${row}`, build_time: "1975" },
        geometry: { type: "Polygon", coordinates: [ring] },
      };
    };
    writeFileSync(city, collection(Array.from({ length: 30_000 }, (_each, row) => house(row))));
  });

  it("ends the job with one sentence that says so, exit 3, and nothing left on it", async () => {
    const out = join(disk, "结果");
    const result = await fangan([
      "hotspots",
      "--buildings",
      city,
      "--pipes",
      town.pipes,
      "--set",
      "as_of=2026",
      "--out",
      out,
    ]);
    expect(result.stderr).toMatch(/disk is full/u);
    expect(result.stderr.trim().split("\n")).toHaveLength(1);
    expect(result.status).toBe(3);
    expect(readdirSync(disk)).toEqual([]);
  });

  it("still holds a small job afterwards", async () => {
    const out = join(disk, "结果");
    const result = await fangan([
      "hotspots",
      "--buildings",
      town.buildings,
      "--pipes",
      town.pipes,
      "--set",
      "as_of=2026",
      "--out",
      out,
    ]);
    expect(result).toMatchObject({ status: 0 });
    expect(readdirSync(disk)).toEqual(["结果"]);
  });

  it("stops an analysis with the same sentence, and the next one works when there is room again", async () => {
    const project = join(disk, "结果", "project.fangan");
    const filler = join(disk, "filler");
    const run = () => fangan(["run", project, "hotspots", "--set", "as_of=2026"]);
    try {
      writeFileSync(filler, new Uint8Array(3 * 1024 * 1024));
    } catch {
      // What fitted stays: the disk is full now.
    }
    const stopped = await run();
    expect(stopped.stderr).toMatch(/disk is full/u);
    expect(stopped.status).toBe(3);
    rmSync(filler);
    expect(await run()).toMatchObject({ status: 0, stderr: "" });
  });
});
