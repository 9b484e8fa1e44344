import type { LostLayer } from "../../contract/keep-calls.js";
import type { LedgerEvent } from "../../contract/ledger.js";
import type { OpenProject } from "../project/open-project.js";
import type { LedgerState } from "./ledger-state.js";

/** The events, and before them where the layers of buildings that they register came from, unless the journal says so already. */
export function withSources(
  project: OpenProject,
  state: LedgerState,
  events: readonly LedgerEvent[],
): readonly LedgerEvent[] {
  const named = new Set(
    events.flatMap((event) => {
      if (event.type === "building.register") return [event.subject.layer];
      return event.type === "building.relink" ? [event.layer] : [];
    }),
  );
  const { layers } = project.describe();
  const sources = [...named].flatMap((id): LedgerEvent[] => {
    const layer = layers.find((each) => each.id === id);
    const known = state.sources.get(id);
    if (layer === undefined || known?.sha256 === (layer.source?.sha256 ?? "")) return [];
    const { path = "", sha256 = "" } = layer.source ?? {};
    return [
      { type: "layer.source", layer: id, title: layer.title.zh, kind: layer.kind, path, sha256, rows: layer.count },
    ];
  });
  return [...sources, ...events];
}

/** Layers that were imported or that decisions speak of, and that are not there any more, in the order of their numbers. */
export function lostLayers(project: OpenProject, state: LedgerState): LostLayer[] {
  const there = new Set(project.describe().layers.map(({ id }) => id));
  const decided = new Map<number, number>();
  for (const { subject } of state.buildings.values()) decided.set(subject.layer, (decided.get(subject.layer) ?? 0) + 1);
  const known = new Map(
    [...state.sources.values(), ...project.settings.file.sources].map(({ layer, title, kind, path, rows }) => [
      layer,
      { layer, title, kind, path, rows },
    ]),
  );
  for (const layer of decided.keys())
    if (!known.has(layer)) known.set(layer, { layer, title: `${layer}`, kind: "buildings", path: "", rows: 0 });
  return [...known.values()]
    .filter(({ layer }) => !there.has(layer))
    .map((source) => ({ ...source, buildings: decided.get(source.layer) ?? 0 }))
    .filter(
      ({ layer, buildings }) => buildings > 0 || project.settings.file.sources.some((source) => source.layer === layer),
    )
    .sort((one, other) => one.layer - other.layer);
}
