import { say } from "../text/say.js";
import { showError } from "./notices.js";
import { createProject, openProject } from "./project.js";
import { current } from "./store.js";

export async function chooseProject(): Promise<void> {
  const path = await window.desktop.chooseFolder({ title: say(current().locale, "bar.openProject") });
  if (path !== null) await openProject(path);
}

export async function chooseNewProject(): Promise<void> {
  const { locale } = current();
  const path = await window.desktop.chooseSavePath({
    title: say(locale, "bar.newProject"),
    suggested: locale === "zh" ? "新项目.fangan" : "New project.fangan",
    extension: "fangan",
  });
  if (path === null) return;
  try {
    await createProject(path);
  } catch (thrown) {
    showError(thrown);
  }
}
