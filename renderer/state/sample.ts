import { ask } from "../engine/engine.js";
import { bothTexts, say } from "../text/say.js";
import { runJob } from "./jobs.js";
import { failedWith } from "./notices.js";
import { leaveProject, showWhole } from "./project.js";
import { current } from "./store.js";

/** File names of a sample city and the kinds they are imported as. */
const sampleKinds = ["buildings", "pipes", "sites", "boundaries"] as const;

/**
 * Opens the sample city in the project kept for it, made where it is not there; layers that are missing in it are
 * imported. No project is replaced: what was done in this one before is still there.
 */
export async function loadSample(): Promise<void> {
  const { startup, locale, catalog } = current();
  const { openSample: folder, sampleProject: path } = startup ?? {};
  if (folder == null || path == null) return;
  await runJob(bothTexts("job.sample"), async (options) => {
    const project = await ask("project.open", { path }, options).catch((thrown) => {
      if (!failedWith(thrown, "project-missing")) throw thrown;
      return ask("project.create", { path, name: say(locale, "app.sampleCity") }, options);
    });
    leaveProject();
    await showWhole(project);
    const held = new Set(project.layers.map(({ kind }) => kind));
    for (const kind of sampleKinds.filter((name) => !held.has(name))) {
      const name = catalog?.kinds.find((entry) => entry.name === kind)?.title[locale] ?? kind;
      const imported = await ask("source.import", { path: `${folder}/${kind}.shp`, kind, name }, options);
      await showWhole(imported.project);
    }
  });
}
