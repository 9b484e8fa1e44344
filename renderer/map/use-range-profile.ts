import { useEffect, useState } from "react";
import { profileRun } from "../../contract/ranges.js";
import type { Text } from "../../contract/text.js";
import { ask } from "../engine/engine.js";
import { useStore } from "../state/store.js";

/** Title of the gas profile that the ranges about a layer of pipes follow; null until the engine has said it. */
export function useRangeProfile(layer: number): Text | null {
  const generation = useStore((state) => state.generation);
  const project = useStore((state) => state.project?.path);
  const run = useStore((state) => (state.project === null ? null : (profileRun(state.project, layer)?.id ?? null)));
  const [title, setTitle] = useState<Text | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run, project or engine has to be asked about again.
  useEffect(() => {
    setTitle(null);
    let wanted = true;
    // Lines that nobody can vouch for: the engine refuses them for the same reason.
    ask("layer.range-profile", { layer }).then(
      (found) => wanted && setTitle(found),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [layer, run, project, generation]);
  return title;
}
