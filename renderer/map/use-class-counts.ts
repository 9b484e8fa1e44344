import { useEffect, useState } from "react";
import type { CallOutput } from "../../contract/api.js";
import type { Layer } from "../../contract/project.js";
import { ask } from "../engine/engine.js";
import { shownVersion } from "../state/passing.js";
import { useStore } from "../state/store.js";
import { firstPicture } from "./map-idle.js";

export type ClassCounts = CallOutput<"layer.classes">;

/** One question a layer and revision, whoever asks. Kept for the engine and the project at hand. */
const asked = new Map<string, Promise<ClassCounts>>();

function countsOf(project: string, generation: number, layer: number, version: string): Promise<ClassCounts> {
  const [home, key] = [`${generation} ${project}`, `${generation} ${project} ${layer} ${version}`];
  for (const other of asked.keys()) if (!other.startsWith(home)) asked.delete(other);
  // Counting a million rows a layer takes the processor that the first tiles need.
  const counts = asked.get(key) ?? firstPicture().then(() => ask("layer.classes", { layer }));
  asked.set(key, counts);
  counts.catch(() => asked.delete(key));
  return counts;
}

/** Rows that the layer shows per paint class, counted by the engine; null until they are known. */
export function useClassCounts(layer: Layer | null): ClassCounts | null {
  const generation = useStore((state) => state.generation);
  const project = useStore((state) => state.project?.path ?? "");
  const [counts, setCounts] = useState<ClassCounts | null>(null);
  const id = layer?.id ?? null;
  const version = useStore((state) => (layer === null ? "" : shownVersion(layer, state)));
  useEffect(() => {
    setCounts(null);
    if (id === null) return;
    let wanted = true;
    // A legend without counts is still a legend: the reason has been shown where the engine failed.
    countsOf(project, generation, id, version).then(
      (found) => wanted && setCounts(found),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [id, version, generation, project]);
  return counts;
}
