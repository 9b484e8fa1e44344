import { userInfo } from "node:os";
import { AppError } from "../../contract/errors.js";
import { completeParameters, type ParameterValue } from "../../contract/parameters.js";
import type { Layer, Run } from "../../contract/project.js";
import type { CallContext } from "../../contract/wire.js";
import type { Analysis, InputLayer, ResultTable } from "../analyses/analysis.js";
import { analyses } from "../analyses/index.js";
import type { Session } from "../database.js";
import { layerBounds } from "../layers/bounds.js";
import { quoteName } from "../sql.js";
import { programVersion } from "../version.js";
import { tableOf } from "./layer-tables.js";
import type { OpenProject } from "./open-project.js";
import { loadScheme } from "./schemes.js";

export interface RunRequest {
  readonly analysis: string;
  readonly inputs: Readonly<Record<string, number>>;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** Input → the revision of its layer to be read; the newest where it is not said. */
  readonly revisions?: Readonly<Record<string, number>>;
}

type Inputs = Readonly<Record<string, InputLayer | undefined>>;

/** Runs an analysis and turns its tables into layers, in one transaction. Throws `usage` and what the analysis throws. */
export async function runAnalysis(project: OpenProject, request: RunRequest, context: CallContext): Promise<Run> {
  const analysis = analyses.find((each) => each.name === request.analysis);
  if (analysis === undefined) throw unknownAnalysis(request.analysis);
  const parameters = await pinSchemes(project, analysis, completeParameters(analysis.parameters, request.parameters));
  const inputs = chooseInputs(project, analysis, request);
  const startedAt = Date.now();
  const runId = project.newId();
  const names = new TableNames(project);
  await project.add(context.signal, async (session) => {
    const outcome = await analysis.run(
      {
        session,
        signal: context.signal,
        progress: context.progress,
        scheme: (reference) => loadScheme(project.path, reference),
        newTable: () => names.result(),
        newTemporary: () => names.temporary(),
      },
      inputs,
      parameters,
    );
    const layers: Layer[] = [];
    for (const result of outcome.results) layers.push(await adopt(project, session, names, runId, inputs, result));
    const kept = outcome.results.map(({ table }) => table);
    for (const name of names.passing(kept)) await session.run(`DROP TABLE IF EXISTS ${name}`);
    const run: Run = {
      id: runId,
      analysis: analysis.name,
      // In the analysis' own order, whatever the caller's: reports list them so.
      inputs: Object.fromEntries(
        Object.entries(inputs).flatMap(([name, input]) => (input ? [[name, input.layer.id]] : [])),
      ),
      inputRevisions: Object.fromEntries(
        Object.entries(inputs).flatMap(([name, input]) => (input ? [[name, input.layer.revision]] : [])),
      ),
      parameters,
      facts: outcome.facts,
      messages: outcome.messages,
      ...(outcome.tables === undefined || outcome.tables.length === 0 ? {} : { tables: outcome.tables }),
      timings: outcome.timings,
      layers: layers.map((layer) => layer.id),
      version: programVersion,
      operator: userInfo().username,
      startedAt,
      milliseconds: Date.now() - startedAt,
    };
    return { layers, run };
  });
  return project.run(runId);
}

/**
 * Does a run again, on the revisions that it read and with the versions of schemes that it took: another run with the same rows.
 * Throws `layer-missing` where an input was removed.
 */
export async function runAgain(project: OpenProject, id: number, context: CallContext): Promise<Run> {
  const { analysis, inputs, inputRevisions: revisions, parameters } = project.run(id);
  return await runAnalysis(project, { analysis, inputs, parameters, revisions }, context);
}

/** Names of schemes with the version that this run takes, so that it can be done again. Throws `usage` for an unknown one. */
async function pinSchemes(
  project: OpenProject,
  analysis: Analysis,
  parameters: Readonly<Record<string, ParameterValue>>,
): Promise<Record<string, ParameterValue>> {
  const pinned: Record<string, ParameterValue> = { ...parameters };
  for (const parameter of analysis.parameters) {
    if (parameter.type !== "name") continue;
    const { name, version } = await loadScheme(project.path, String(parameters[parameter.name]));
    pinned[parameter.name] = `${name}@${version}`;
  }
  return pinned;
}

/** Gives a result table its place in the project. Its parent is in the revision that the analysis read. */
async function adopt(
  project: OpenProject,
  session: Session,
  names: TableNames,
  run: number,
  inputs: Inputs,
  result: ResultTable,
): Promise<Layer> {
  const id = names.idOf(result.table);
  const { count } = await session.row<{ count: bigint }>(`SELECT count(*) AS count FROM ${result.table}`);
  const own = result.columns.map((column) => ({ ...column, origin: "analysis" as const }));
  const parent = result.parent === null ? null : parentAsRead(project, inputs, result.parent);
  const bounds = parent === null ? await layerBounds(session, result.table, project.crs) : parent.bounds;
  // A result that says more of a word than its parent (altered: any of six columns) stands in its place.
  const inherited = (parent?.columns ?? []).filter((column) => !own.some(({ name }) => name === column.name));
  return {
    id,
    title: result.title,
    kind: `result:${result.name}`,
    geometry: result.geometry,
    count: Number(count),
    bounds,
    columns: [...inherited, ...own],
    paint: result.paint,
    source: null,
    run,
    parent: result.parent,
    parentRevision: parent?.revision ?? null,
    revision: 1,
    about: null,
  };
}

/** The parent's revision that an input is, or that an input result was made from. */
function parentAsRead(project: OpenProject, inputs: Inputs, parent: number): Layer {
  const layers = Object.values(inputs).flatMap((input) => (input === undefined ? [] : [input.layer]));
  const read = layers.find(({ id }) => id === parent);
  const through = layers.find((layer) => layer.parent === parent);
  return read ?? project.layer(parent, through?.parentRevision ?? undefined);
}

/** Names that no other table has. A result's name holds the id of the layer that it becomes. */
class TableNames {
  private readonly temporaries: string[] = [];
  private readonly results = new Map<string, number>();

  constructor(private readonly project: OpenProject) {}

  result(): string {
    const id = this.project.newId();
    const name = quoteName(tableOf(id));
    this.results.set(name, id);
    return name;
  }

  idOf(table: string): number {
    const id = this.results.get(table);
    if (id === undefined) throw new Error(`${table} is not a name given by newTable()`);
    return id;
  }

  /** Every table that the analysis made on the way and that is not one of the `kept`. */
  passing(kept: readonly string[]): string[] {
    return [...this.temporaries, ...[...this.results.keys()].filter((name) => !kept.includes(name))];
  }

  temporary(): string {
    const name = `temporary_${this.project.newId()}`;
    this.temporaries.push(name);
    return name;
  }
}

function chooseInputs(project: OpenProject, analysis: Analysis, request: RunRequest): Inputs {
  const { inputs: given, revisions } = request;
  for (const name of Object.keys(given)) {
    if (!analysis.inputs.some((input) => input.name === name)) throw unknownInput(analysis, name);
  }
  const chosen = analysis.inputs.map((input) => {
    const id = given[input.name];
    if (id === undefined) {
      if (input.required) throw missingInput(analysis, input.title);
      return [input.name, undefined] as const;
    }
    const { layer, relation } = project.source(id, revisions?.[input.name] ?? project.layer(id).revision);
    if (!input.accepts.includes(layer.kind)) throw wrongInput(layer, input.title);
    return [input.name, { layer, relation }] as const;
  });
  return Object.fromEntries(chosen);
}

function unknownAnalysis(name: string): AppError {
  const known = analyses.map((analysis) => analysis.name).join(", ");
  return new AppError("usage", {
    zh: `没有名为“${name}”的分析。可用的分析：${known}。`,
    en: `There is no analysis "${name}". Known analyses: ${known}.`,
  });
}

function unknownInput(analysis: Analysis, name: string): AppError {
  const known = analysis.inputs.map((input) => input.name).join(", ");
  return new AppError("usage", {
    zh: `分析“${analysis.title.zh}”没有输入“${name}”。它的输入：${known}。`,
    en: `The analysis "${analysis.title.en}" takes no input "${name}". Its inputs: ${known}.`,
  });
}

function missingInput(analysis: Analysis, title: { zh: string; en: string }): AppError {
  return new AppError("usage", {
    zh: `分析“${analysis.title.zh}”需要${title.zh}图层。请先导入。`,
    en: `The analysis "${analysis.title.en}" needs a layer of ${title.en}. Import one first.`,
  });
}

function wrongInput(layer: Layer, title: { zh: string; en: string }): AppError {
  return new AppError("usage", {
    zh: `图层“${layer.title.zh}”不能用作${title.zh}：它的类型是 ${layer.kind}。`,
    en: `The layer "${layer.title.en}" cannot serve as ${title.en}: its kind is ${layer.kind}.`,
  });
}
