import { describe, expect, it } from "vitest";
import { startBounds } from "../../electron/window-bounds.js";

const main = { x: 0, y: 0, width: 1920, height: 1040 };
const second = { x: 1920, y: 0, width: 1280, height: 984 };

describe("bounds of the window at start", () => {
  it("are centred on the main monitor the first time", () => {
    expect(startBounds(undefined, [main])).toEqual({ x: 240, y: 70, width: 1440, height: 900 });
  });

  it("are the remembered ones on the second monitor while it is there", () => {
    const remembered = { x: 2000, y: 20, width: 1100, height: 800 };
    expect(startBounds(remembered, [main, second])).toEqual(remembered);
  });

  it("come back to the main monitor with their size when the second one is gone", () => {
    const remembered = { x: 2000, y: 20, width: 1100, height: 800 };
    expect(startBounds(remembered, [main])).toEqual({ x: 410, y: 120, width: 1100, height: 800 });
  });

  it("shrink to a smaller monitor, never below the smallest window", () => {
    const remembered = { x: 0, y: 0, width: 3000, height: 2000 };
    expect(startBounds(remembered, [main])).toEqual({ x: 0, y: 0, width: 1920, height: 1040 });
    const tiny = startBounds({ x: 10, y: 10, width: 50, height: 50 }, [main]);
    expect([tiny.width, tiny.height]).toEqual([960, 640]);
  });

  it("count as lost when only the title bar's edge would show", () => {
    const remembered = { x: 1900, y: 0, width: 1100, height: 800 };
    expect(startBounds(remembered, [main]).x).toBe(410);
  });
});
