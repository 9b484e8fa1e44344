import { describe, expect, it } from "vitest";
import { ChosenPaths } from "../../electron/chosen-paths.js";

describe("chosen paths", () => {
  const chosen = new ChosenPaths();
  chosen.add("/data/out");
  chosen.add("/data/list.csv");

  it("cover themselves and what lies in a chosen folder", () => {
    expect(chosen.covers("/data/out")).toBe(true);
    expect(chosen.covers("/data/out/hotspots/hotspots.csv")).toBe(true);
    expect(chosen.covers("/data/list.csv")).toBe(true);
  });

  it.each([
    "/data",
    "/data/out2",
    "/data/out/../secret",
    "/etc/passwd",
    "out",
    "",
    "file:///data/out",
    "\\\\host\\share",
  ])("do not cover %s", (path) => expect(chosen.covers(path)).toBe(false));
});
