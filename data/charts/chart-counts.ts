import type { CallInput } from "../../contract/api.js";
import { type ChartAnswer, type ChartSpec, type ChartsAnswer, chartPart } from "../../contract/chart-calls.js";
import type { Condition } from "../../contract/conditions.js";
import { AppError } from "../../contract/errors.js";
import type { Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import { Kept } from "../kept.js";
import type { LayerSource } from "../layers/layer-source.js";
import type { OpenProject } from "../project/open-project.js";
import { passingRows, readFrom } from "../sets/find-rows.js";
import type { RowSet } from "../sets/row-set.js";
import { CodedChart } from "./coded-chart.js";
import { charts } from "./index.js";

/** Charts of layers as they are shown; a million rows take 2 MB each. */
const keptCharts = 12;

/** Parts of filters; a million rows take 125 kB each. */
const keptParts = 32;

/** Counts charts that filter each other. What it keeps is named by what it was read from: a new revision is another name. */
export class ChartCounts {
  private readonly coded = new Kept<CodedChart | Text>(keptCharts);
  private readonly parts = new Kept<RowSet>(keptParts);

  constructor(private readonly project: OpenProject) {}

  /** Throws like `filterSql`; `usage` for a chart that is not there. */
  async count(input: CallInput<"layer.charts">): Promise<ChartsAnswer> {
    const source = this.project.source(input.layer);
    const parts = new Map<string, RowSet>();
    for (const [from, conditions] of Object.entries(input.parts)) {
      if (conditions.length > 0) parts.set(from, await this.rowsOf(source, conditions));
    }
    const answers: ChartAnswer[] = [];
    for (const spec of input.charts) answers.push(await this.answer(source, spec, parts));
    const passing = inAll([...parts.values()]);
    const { count: total } = source.layer;
    return { charts: answers, count: passing?.count ?? total, total };
  }

  private async answer(source: LayerSource, spec: ChartSpec, parts: ReadonlyMap<string, RowSet>): Promise<ChartAnswer> {
    const { name } = spec;
    const chart = charts.find((each) => each.name === name);
    if (chart === undefined) throw noChart(name);
    const missing = chart.missing({ source, spec });
    if (missing !== null) return { name, figures: null, missing };
    const boundaries = spec.boundaries === undefined ? "" : this.project.source(spec.boundaries).own;
    const { paint } = source.layer;
    const colours = paint.column === chart.coloured ? paint.classes : null;
    const key = JSON.stringify([readBy(source), spec, boundaries, colours]);
    const coded = await this.coded.of(key, () =>
      this.apart((session) => CodedChart.read(chart, { session, source, spec })),
    );
    if (!(coded instanceof CodedChart)) return { name, figures: null, missing: coded };
    const others = [...parts].flatMap(([from, rows]) => (from === chartPart(name) ? [] : [rows]));
    return { name, figures: coded.figures(inAll(others)), missing: null };
  }

  private async rowsOf(source: LayerSource, conditions: readonly Condition[]): Promise<RowSet> {
    const sourceOf = (id: number) => this.project.source(id);
    const key = JSON.stringify([readFrom(source, conditions, sourceOf), conditions]);
    return await this.parts.of(key, () => this.apart((session) => passingRows(session, source, conditions, sourceOf)));
  }

  /** On a session of its own: who asked may be gone before the others have what it began. */
  private apart<Value>(work: (session: Session) => Promise<Value>): Promise<Value> {
    return this.project.database.using(undefined, work);
  }
}

function inAll(sets: readonly RowSet[]): RowSet | null {
  const [first = null, ...others] = sets;
  return others.reduce((rows, other) => rows?.intersection(other) ?? other, first);
}

/** What the rows of a layer are read from; another one after a revision, and under another scheme. */
function readBy({ own, geometryRelation }: LayerSource): string {
  return `${own} ${geometryRelation}`;
}

function noChart(name: string): AppError {
  const names = charts.map((chart) => chart.name);
  return new AppError("usage", {
    zh: `没有名为“${name}”的图表。可用：${names.join("、")}。`,
    en: `There is no chart "${name}". There are: ${names.join(", ")}.`,
  });
}
