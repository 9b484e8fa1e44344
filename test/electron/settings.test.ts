import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSettings } from "../../electron/settings.js";

describe("settings", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "fangan-settings-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("are there again at the next start", () => {
    const path = join(folder, "new", "settings.json");
    openSettings(path).change({ locale: "en" });
    openSettings(path).change({ bounds: { x: -5, y: 0, width: 1000, height: 700 } });
    expect(openSettings(path).current).toEqual({ locale: "en", bounds: { x: -5, y: 0, width: 1000, height: 700 } });
  });

  it.each(["", "{", "null", '{"locale":"fr"}', '{"bounds":{"x":1e999}}'])(
    "count as none when damaged: %s",
    (content) => {
      const path = join(folder, "settings.json");
      writeFileSync(path, content);
      expect(openSettings(path).current).toEqual({});
      expect(readFileSync(path, "utf8")).toBe(content);
    },
  );

  it("keep base maps, and lose no more than those where they make no sense", () => {
    const path = join(folder, "settings.json");
    const source = { type: "file" as const, path: "/地图 一/市区.mbtiles" };
    const map = { id: 1, name: "市区", source, shown: true, opacity: 0.5, attribution: "" };
    openSettings(path).change({ locale: "zh", baseMaps: [map] });
    expect(openSettings(path).current.baseMaps).toEqual([map]);
    const server = { type: "server", address: "http://me:secret@a/{z}/{x}/{y}", minimumZoom: 0, maximumZoom: 9 };
    writeFileSync(path, JSON.stringify({ locale: "zh", baseMaps: [{ ...map, source: server }] }));
    expect(openSettings(path).current).toEqual({ locale: "zh" });
  });

  it("that cannot be written do not stop the program", () => {
    writeFileSync(join(folder, "file"), "");
    const settings = openSettings(join(folder, "file", "settings.json"));
    settings.change({ locale: "en" });
    expect(settings.current.locale).toBe("en");
  });
});
