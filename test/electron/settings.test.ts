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

  it("that cannot be written do not stop the program", () => {
    writeFileSync(join(folder, "file"), "");
    const settings = openSettings(join(folder, "file", "settings.json"));
    settings.change({ locale: "en" });
    expect(settings.current.locale).toBe("en");
  });
});
