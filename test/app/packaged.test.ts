import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { extractFile, listPackage } from "@electron/asar";
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { describe, expect, it } from "vitest";
import { packedProgram } from "../../scripts/package/make-package.js";
import { makeSample, standardSample } from "../../scripts/sample/make-sample.js";
import { fangan } from "../support/command-line.js";
import { shareOfColour } from "../support/read-png.js";
import { solidPng } from "../support/solid-png.js";
import { writeMbtiles } from "../support/write-mbtiles.js";

/** A fuse is one character in the executable. */
const fuse = { off: "0".charCodeAt(0), on: "1".charCodeAt(0) };

const packed = resolve(packedProgram, "..");
const archive = join(packed, "resources", "app.asar");

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Starts the packed program and waits for its end; one that stays is ended after 60 s and has the code null. */
function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const child = spawn(packedProgram, [...args, ...sandbox], { env: { ...process.env, ...env }, timeout: 60_000 });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code) => done({ code, output }));
  });
}

/** As if the user had added a base map of one colour at an earlier start. */
function layBaseMap(userData: string, path: string, colour: readonly [number, number, number]): void {
  writeMbtiles(path, [{ z: 0, x: 0, y: 0, bytes: solidPng(256, colour) }]);
  const source = { type: "file", path };
  const baseMaps = [{ id: 1, name: "底图", source, shown: true, opacity: 1, attribution: "" }];
  mkdirSync(userData, { recursive: true });
  writeFileSync(join(userData, "settings.json"), JSON.stringify({ baseMaps }));
}

const fresh = () => mkdtempSync(join(tmpdir(), "fangan-packaged-"));

describe.skipIf(process.platform !== "linux")("the packed program", () => {
  it("does the main job on the sample city, with the figures of the command line", async () => {
    const folder = fresh();
    const sample = join(folder, "样本 城市");
    mkdirSync(sample);
    makeSample({ folder: sample, ...standardSample });
    const out = join(folder, "out");
    const ochre = [196, 160, 92] as const;
    layBaseMap(join(folder, "user"), join(folder, "底图.mbtiles"), ochre);
    const { code, output } = await start([
      ...["--user-data", join(folder, "user"), "--lang", "en"],
      ...["--open-sample", sample, "--headless-job", out],
    ]);
    expect(code, output).toBe(0);
    expect(readdirSync(out).sort()).toEqual(
      ["buildings.csv", "hotspots.csv", "hotspots.geojson", "report.json", "screenshot.png"].sort(),
    );
    const picture = readFileSync(join(out, "screenshot.png"));
    expect(picture.length).toBeGreaterThan(50_000);
    // SQLite's WebAssembly is found in the archive.
    expect(shareOfColour(picture, ochre)).toBeGreaterThan(0.05);
    const byCommand = join(folder, "by-command");
    const layers = ["buildings", "pipes", "sites"].flatMap((kind) => [`--${kind}`, join(sample, `${kind}.shp`)]);
    const ran = await fangan(["hotspots", ...layers, "--out", byCommand]);
    expect(ran.status, ran.stderr).toBe(0);
    for (const list of ["hotspots.csv", "buildings.csv", "hotspots.geojson"]) {
      expect(readFileSync(join(out, list), "utf8") === readFileSync(join(byCommand, list), "utf8"), list).toBe(true);
    }
  });

  it("holds the program and nothing else (E25)", () => {
    const files = listPackage(archive, { isPack: false }).map((file) => file.replaceAll("\\", "/"));
    const unwanted = files.filter((file) => /\.map$|\.tsx?$|\/test\/|\.env|\.pem$|\/scripts\//u.test(file));
    expect(unwanted.filter((file) => !file.startsWith("/node_modules/"))).toEqual([]);
    const packages = new Set(files.flatMap((file) => /^\/node_modules\/(@[^/]+\/[^/]+|[^@/]+)/u.exec(file)?.[1] ?? []));
    const declared = JSON.parse(extractFile(archive, "package.json").toString()) as { dependencies: object };
    for (const name of Object.keys(declared.dependencies)) expect([...packages]).toContain(name);
    expect(existsSync(join(packed, "resources", "default_app.asar"))).toBe(false);
    expect(existsSync(join(packed, "resources", "spatial", "spatial.duckdb_extension"))).toBe(true);
    expect(readFileSync(join(packed, "licences", "noto-sans-sc.txt"), "utf8")).toContain("SIL OPEN FONT LICENSE");
  });

  it("has its fuses set (E19)", async () => {
    const fuses = await getCurrentFuseWire(packedProgram);
    const off = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ];
    for (const option of off) expect(fuses[option], FuseV1Options[option]).toBe(fuse.off);
    for (const option of [FuseV1Options.OnlyLoadAppFromAsar, FuseV1Options.EnableCookieEncryption]) {
      expect(fuses[option], FuseV1Options[option]).toBe(fuse.on);
    }
  });

  it("runs no code of others by way of Node's switches (E20)", async () => {
    const folder = fresh();
    const mark = join(folder, "ran");
    const script = join(folder, "attack.cjs");
    writeFileSync(script, `require("node:fs").writeFileSync(${JSON.stringify(mark)}, "ran")`);
    const user = ["--user-data", join(folder, "user"), "--remote-debugging-port=0"];
    await start(["-e", `require(${JSON.stringify(script)})`, ...user], { ELECTRON_RUN_AS_NODE: "1" });
    await start(user, { NODE_OPTIONS: `--require ${script}` });
    expect(existsSync(mark)).toBe(false);
  });

  it.each(["--remote-debugging-port=0", "--remote-debugging-pipe", "--inspect=0"])(
    "does not start with %s (E21)",
    async (asked) => {
      const { code, output } = await start([asked, "--user-data", join(fresh(), "user")], { FANGAN_TEST: "1" });
      expect(code).toBe(1);
      expect(output).toContain("does not run with a debugging port");
    },
  );
});
