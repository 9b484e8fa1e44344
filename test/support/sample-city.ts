import { join } from "node:path";
import type { CaseAction } from "../../contract/ledger.js";
import type { Layer } from "../../contract/project.js";
import { makeSample, standardSample } from "../../scripts/sample/make-sample.js";
import type { EngineRoom } from "./engine-room.js";

const names = { buildings: "房屋普查", pipes: "燃气管线", sites: "施工工地", boundaries: "社区边界" } as const;
const kinds = ["buildings", "pipes", "sites", "boundaries"] as const;

/** The sample city as a project that is open in the room, scored, with its hot spots. */
export interface SampleCity {
  readonly path: string;
  readonly buildings: Layer;
  readonly score: Layer;
}

/** Makes the sample city in the room and does what an office does with it first: import, score, find hot spots. */
export async function takeSampleCity(room: EngineRoom, name = "映云市.fangan"): Promise<SampleCity> {
  const folder = join(room.folder, "sample");
  makeSample({ folder, ...standardSample });
  const path = await room.create(name);
  const layers = new Map<string, Layer>();
  for (const kind of kinds) {
    const { layer } = await room.client.ask("source.import", {
      path: join(folder, `${kind}.shp`),
      kind,
      name: names[kind],
    });
    layers.set(kind, layer);
  }
  const id = (kind: (typeof kinds)[number]) => layers.get(kind)?.id ?? 0;
  const inputs = { buildings: id("buildings"), pipes: id("pipes"), sites: id("sites") };
  await room.run("hotspots", inputs, { as_of: 2026 });
  await room.run("score", inputs, { as_of: 2026 });
  const { layers: all } = await room.client.ask("project.read", {});
  const buildings = all.find((each) => each.id === inputs.buildings);
  if (buildings === undefined) throw new Error("the sample city has no buildings");
  return { path, buildings, score: await room.result("score") };
}

/** Days from today, as a deadline is written. */
function day(from: number): string {
  return new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
}

/** An officer's half year with the sample city: two lists, sixty cases in every state, grades, notes. */
export async function decideSampleCity({ client }: EngineRoom, { score }: SampleCity): Promise<void> {
  const rows = (fids: readonly number[]) => ({ layer: score.id, fids: [...fids] });
  await client.ask("ledger.sign", { name: "周正" });
  const worst = await client.ask("layer.rows", {
    layer: score.id,
    columns: ["code"],
    order: { column: "risk", descending: true },
    offset: 0,
    limit: 60,
  });
  const fids = worst.rows.map(({ fid }) => fid);
  const { list } = await client.ask("list.create", { name: "2026 年第一批鉴定" });
  await client.ask("list.add", { list, rows: rows(fids), reason: "风险评分靠前" });
  const other = await client.ask("list.create", { name: "沿街经营自建房复核" });
  await client.ask("list.add", { list: other.list, rows: rows(fids.slice(20, 34)), reason: "初判严重且经营" });
  const { cases } = await client.ask("case.open", { list, hazard: "gas_built_over", description: "房屋压在中压管上" });
  const act = async (from: number, to: number, action: CaseAction, values = {}, why?: string) => {
    const some = cases.slice(from, to);
    await client.ask("case.act", { cases: some, action, values, ...(why === undefined ? {} : { why }) });
  };
  await act(8, 60, "confirm");
  await act(55, 60, "exclude", {}, "现场核实：管线已废弃");
  const units = ["北桥街道办事处", "南门街道办事处", "映云社区居委会", "枫林路社区居委会"];
  for (const [index, unit] of units.entries()) {
    const [from, to] = [14 + index * 10, 24 + index * 10];
    await act(from, to, "assign", { unit, person: "林远", deadline: day([-20, 3, 25, 60][index] ?? 30) });
  }
  await act(24, 54, "begin", { management_measure: "停用，撤人" });
  await act(34, 54, "submit", { engineering_measure: "管道改线，拆除附属用房" });
  await act(42, 54, "accept", { evidence: "验收单" });
  for (const [index, grade] of (["D", "C", "C", "B"] as const).entries())
    await client.ask("building.grade", {
      rows: rows(fids.slice(index, index + 1)),
      grade,
      report: `JD-2026-0${index + 1}`,
      agency: "安居鉴定所",
      date: day(-40),
    });
  await client.ask("building.note", { rows: rows(fids.slice(0, 1)), text: "北墙外倾，已搭临时支撑" });
}
