import { afterEach, describe, expect, it, vi } from "vitest";
import { layerWith } from "../support/layers.js";

afterEach(() => vi.unstubAllGlobals());

describe("the view of all layers", () => {
  it("is not drawn away by a row in doubt that lies far off", async () => {
    vi.stubGlobal("window", { addEventListener: () => undefined, setTimeout });
    const { zoomToAll } = await import("../../renderer/state/project.js");
    const { change, current } = await import("../../renderer/state/store.js");
    const houses = layerWith({ id: 1, bounds: [113.8, 27.6, 113.9, 27.7] });
    const doubts = layerWith({ id: 2, about: 1, bounds: [80, 20, 114, 40] });
    const layers = [houses, doubts];
    change({
      project: {
        path: "/p.fangan",
        name: "p",
        crs: null,
        layers,
        runs: [],
        templates: [],
        datums: [],
        filters: [],
        readOnly: null,
        mended: null,
      },
    });
    zoomToAll();
    expect(current().journey?.bounds).toEqual(houses.bounds);
  });
});
