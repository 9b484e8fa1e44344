import { ask } from "../engine/engine.js";
import { bothTexts } from "../text/say.js";
import { runJob } from "./jobs.js";
import { notify, showError } from "./notices.js";
import { showProject, travel } from "./project.js";
import { change, current } from "./store.js";

/** Looks whether a layer lies off a trusted one as web maps shift it; the card tells, and the map draws the moves. */
export async function checkShift(layer: number): Promise<void> {
  try {
    const finding = await runJob(bothTexts("shift.checking"), (options) => ask("shift.detect", { layer }, options));
    change({ shift: { layer, finding }, selection: null, feature: null });
    const ends = finding.moves.flatMap(({ from, to }) => [from, to]);
    const [east, north] = [ends.map(([x]) => x), ends.map(([, y]) => y)];
    if (ends.length > 0) travel([Math.min(...east), Math.min(...north), Math.max(...east), Math.max(...north)]);
  } catch (thrown) {
    showError(thrown);
  }
}

/** Moves every vertex of the layer back, as a new revision of it. */
export async function undoShift(): Promise<void> {
  const { shift, project } = current();
  const system = shift?.finding.system ?? null;
  if (shift === null || system === null) return;
  const title = project?.layers.find(({ id }) => id === shift.layer)?.title;
  try {
    const moved = await runJob(bothTexts("shift.undoing"), (options) =>
      ask("shift.undo", { layer: shift.layer, system }, options),
    );
    change({ shift: null });
    await showProject(moved);
    notify("good", {
      zh: bothTexts("shift.undone", { name: title?.zh ?? "" }).zh,
      en: bothTexts("shift.undone", { name: title?.en ?? "" }).en,
    });
  } catch (thrown) {
    showError(thrown);
  }
}

export function leaveShift(): void {
  change({ shift: null });
}
