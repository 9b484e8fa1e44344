import { describe, expect, it } from "vitest";
import { newestInputs } from "../../contract/newest-inputs.js";
import type { Layer } from "../../contract/project.js";
import { excavation } from "../../data/analyses/excavation.js";
import { statistics } from "../../data/analyses/statistics.js";
import { layerWith } from "../support/layers.js";

const layer = (id: number, kind: string, more: Partial<Layer> = {}): Layer => layerWith({ id, kind, ...more });

describe("the layers that an analysis takes by itself", () => {
  it("are the newest of each kind, whatever their order, and those that are named go before", () => {
    const layers = [layer(3, "buildings"), layer(1, "buildings"), layer(2, "sites")];
    expect(newestInputs(excavation, layers)).toEqual({ buildings: 3, sites: 2 });
    expect(newestInputs(excavation, layers, new Map([["buildings", 1]]))).toEqual({ buildings: 1, sites: 2 });
    expect(newestInputs(excavation, [])).toEqual({});
  });

  it("never take a layer of roads for tunnels: those are named", () => {
    const layers = [
      layer(1, "buildings"),
      layer(2, "generic", { geometry: "line", title: { zh: "道路", en: "roads" } }),
    ];
    expect(newestInputs(excavation, layers)).toEqual({ buildings: 1 });
    expect(newestInputs(excavation, layers, new Map([["tunnels", 2]]))).toEqual({ buildings: 1, tunnels: 2 });
  });

  it("take a score of the buildings that are taken, as long as it is of their newest revision", () => {
    const bare = [
      layer(1, "buildings"),
      layer(2, "boundaries"),
      layer(3, "result:score", { parent: 1, parentRevision: 1 }),
    ];
    expect(newestInputs(statistics, bare)).toEqual({ buildings: 1, boundaries: 2, score: 3 });
    expect(newestInputs(statistics, [layer(1, "buildings", { revision: 2 }), ...bare.slice(1)])).not.toHaveProperty(
      "score",
    );
    expect(newestInputs(statistics, [...bare, layer(4, "buildings")])).not.toHaveProperty("score");
  });
});
