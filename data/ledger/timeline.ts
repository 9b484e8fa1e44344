import type { Layer, Run } from "../../contract/project.js";
import type { TimelineItem } from "../../contract/review-calls.js";
import { sameText, type Text } from "../../contract/text.js";
import { analyses } from "../analyses/index.js";
import type { Session } from "../database.js";
import { readRevisions } from "../project/feature-revisions.js";
import type { OpenProject } from "../project/open-project.js";
import { quoteName } from "../sql.js";
import type { LedgerBuilding, LedgerState } from "./ledger-state.js";

/** Everything that happened to a house, the latest first: revisions of its layer, levels that runs gave it, decisions. */
export async function readTimeline(
  session: Session,
  project: OpenProject,
  state: LedgerState,
  home: Layer,
  fid: number,
): Promise<TimelineItem[]> {
  const building = [...state.buildings.values()].find(
    ({ subject }) => subject.layer === home.id && subject.fid === fid,
  );
  const items = [
    ...(await revisions(session, project, home, fid)),
    ...(await results(session, project, home, fid)),
    ...(building === undefined ? [] : decisions(state, building)),
  ];
  const number = (at: string) => Date.parse(at);
  return items
    .map((item, index) => ({ item, index }))
    .sort((one, other) => number(other.item.at) - number(one.item.at) || other.index - one.index)
    .map(({ item }) => item);
}

/** Each version of the data, whether it has the house, and what it changed. */
async function revisions(session: Session, project: OpenProject, home: Layer, fid: number): Promise<TimelineItem[]> {
  const told = await readRevisions(project, session, home.id, fid);
  return told.toReversed().flatMap((revision): TimelineItem[] => {
    if (revision.importedAt === null) return [];
    const { revision: number, state, file, importedAt } = revision;
    const title =
      state === "gone" || state === "absent"
        ? { zh: `数据第 ${number} 版中没有这栋房屋`, en: `Not in revision ${number} of the data` }
        : { zh: `数据第 ${number} 版中有这栋房屋`, en: `In revision ${number} of the data` };
    const at = isoOf(importedAt * 1000);
    return [{ at, kind: "revision", who: null, title, details: [sameText(file ?? "")], revision }];
  });
}

/** The class that each result gave the house. */
async function results(session: Session, project: OpenProject, home: Layer, fid: number): Promise<TimelineItem[]> {
  const { layers, runs } = project.describe();
  const items: TimelineItem[] = [];
  for (const layer of layers.filter(({ parent }) => parent === home.id)) {
    const run = runs.find(({ id }) => id === layer.run);
    const { column, classes } = layer.paint;
    if (run === undefined || column === null) continue;
    const { relation } = project.source(layer.id);
    const [found] = await session.rows<{ value: string | null }>(
      `SELECT CAST(${quoteName(column)} AS VARCHAR) AS value FROM ${relation} WHERE fid = $fid`,
      { fid },
    );
    if (found === undefined) continue;
    const known = classes.find(({ value }) => value === found.value)?.title;
    const level = known ?? (found.value === null ? { zh: "不明", en: "unknown" } : sameText(found.value));
    items.push(resultItem(run, layer, level));
  }
  return items;
}

function resultItem(run: Run, layer: Layer, level: Text): TimelineItem {
  const name = analyses.find((each) => each.name === run.analysis)?.title ?? sameText(run.analysis);
  return {
    at: isoOf(run.startedAt),
    kind: "result",
    who: run.operator ?? null,
    title: { zh: `${layer.title.zh}：${level.zh}`, en: `${layer.title.en}: ${level.en}` },
    details: [{ zh: `第 ${run.id} 次运行，${name.zh}`, en: `run ${run.id}, ${name.en}` }],
  };
}

function decisions(state: LedgerState, building: LedgerBuilding): TimelineItem[] {
  const about = new Set(building.history);
  const gone = new Set(state.undone);
  return state.entries
    .filter(({ seq }) => about.has(seq) && !gone.has(seq))
    .map(({ seq, at, who, title, why }): TimelineItem => {
      const details: Text[] = [];
      for (const { text, added } of building.notes) if (added.seq === seq) details.push(sameText(text));
      for (const { name, added } of building.files) if (added.seq === seq) details.push(sameText(name));
      for (const { grade, agency, report, date, recorded } of building.grades)
        if (recorded.seq === seq) details.push(sameText([grade, agency, report, date].filter(Boolean).join(" · ")));
      for (const { date, result, recorded } of building.rechecks)
        if (recorded.seq === seq) details.push(sameText(`${date} ${result}`));
      if (why !== null) details.push(sameText(why));
      return { at, kind: "decision", who, title, details };
    });
}

function isoOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
