import { resolve } from "node:path";
import type { Reading } from "../../contract/api.js";
import type { MappingTemplate } from "../../contract/project.js";
import { readTemplate } from "../project/templates.js";

/** A template named by its file (`--template 供应商.json`) is carried along with the call; any other name is one of the project's. */
export async function loadTemplate(
  reading: Reading,
): Promise<{ reading: Reading; templates: readonly MappingTemplate[] }> {
  const named = reading.template;
  if (named === undefined || !/\.json$/iu.test(named)) return { reading, templates: [] };
  const template = await readTemplate(resolve(named));
  return { reading: { ...reading, template: template.name }, templates: [template] };
}
