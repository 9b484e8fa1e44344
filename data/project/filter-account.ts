import { conditionWords } from "../../contract/condition-words.js";
import type { Condition, SetCondition } from "../../contract/conditions.js";
import type { Layer } from "../../contract/project.js";
import type { Text } from "../../contract/text.js";
import { homeOf } from "../sets/row-sets.js";
import type { OpenProject } from "./open-project.js";

/** Says which rows alone an export holds, where it is not all of them: each condition in words, those of the filter one by one. */
export function filterAccount(project: OpenProject, layer: Layer, conditions: readonly Condition[]): readonly Text[] {
  const titleOf = (id: number): Text | null => (project.has(id) ? project.layer(id).title : null);
  const words = conditions.flatMap((condition) => {
    if ("set" in condition && condition.set === "selection") return [selectionWords(project, layer, condition)];
    const filter = "set" in condition ? filterOf(project, layer, condition.serial) : null;
    if (filter === null) return [conditionWords(layer, condition, titleOf)];
    const on = project.has(filter.layer) ? project.layer(filter.layer) : layer;
    return filter.conditions.map((each) => conditionWords(on, each, titleOf));
  });
  if (words.length === 0) return [];
  return [
    {
      zh: `只含符合以下全部条件的行：${words.map(({ zh }) => zh).join("；")}`,
      en: `Only rows that meet all of these: ${words.map(({ en }) => en).join("; ")}`,
    },
  ];
}

/** Of how many that were selected the file has rows: a result may have fewer of them than its parent. */
function selectionWords({ sets }: OpenProject, layer: Layer, condition: SetCondition): Text {
  const { count } = sets.find(condition, layer);
  return { zh: `属于已选的 ${count} 个要素`, en: `among the ${count} features that were selected` };
}

function filterOf({ sets }: OpenProject, layer: Layer, serial: number) {
  const filter = sets.filters.get(homeOf(layer));
  return filter?.serial === serial && filter.conditions.length > 0 ? filter : null;
}
