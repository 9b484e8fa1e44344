import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../contract/errors.js";
import type { Layer, Project, Run } from "../../contract/project.js";
import { Database, type Session } from "../database.js";
import { diskFault, unwritable } from "../files.js";
import type { LayerSource } from "../layers/layer-source.js";
import { quoteName } from "../sql.js";
import {
  clearScratch,
  createProjectFolder,
  type ProjectFile,
  projectPlaces,
  readProjectFile,
  writeProjectFile,
} from "./project-folder.js";
import { addCrs, addLayer, addRun, createRegistry, readCrs, readLayers, readRuns, removeLayer } from "./registry.js";

/** What a transaction adds to the project; it becomes visible when the transaction has been committed. */
export interface Additions {
  readonly layers: readonly Layer[];
  readonly run?: Run;
}

/** A project with its database open. Only one process has it: DuckDB's lock refuses a second one. */
export class OpenProject {
  private layers: readonly Layer[] = [];
  private runs: readonly Run[] = [];
  private lastId = 0;

  private constructor(
    readonly path: string,
    private file: ProjectFile,
    readonly database: Database,
  ) {}

  /** Throws `output-exists`, `output-unwritable`, and `project-in-use` for one to be replaced that another process has open. */
  static async create(
    path: string,
    name: string | undefined,
    crs: string | undefined,
    replace: boolean,
  ): Promise<OpenProject> {
    if (replace) await refuseInUse(path);
    const file = await createProjectFolder(path, name, replace);
    if (crs !== undefined) await writeProjectFile(path, { ...file, crs });
    return await OpenProject.open(path);
  }

  /** Throws `project-missing`, `project-damaged`, `project-newer`, `project-in-use`. */
  static async open(path: string): Promise<OpenProject> {
    const { folder, layers } = projectPlaces(path);
    const file = await readProjectFile(folder);
    const database = await Database.open({ path: layers, folders: [folder] }).catch((error: unknown) => {
      throw openingError(folder, error);
    });
    try {
      const project = new OpenProject(folder, file, database);
      await clearScratch(folder);
      await database.using(undefined, (session) => project.read(session));
      return project;
    } catch (error) {
      await database.close();
      throw openingError(folder, error);
    }
  }

  private async read(session: Session): Promise<void> {
    await createRegistry(session);
    this.layers = await readLayers(session);
    this.runs = await readRuns(session);
    const used = [...this.layers.map(({ id }) => id), ...this.runs.flatMap(({ id, layers }) => [id, ...layers])];
    this.lastId = Math.max(0, ...used);
    const crs = this.file.crs ?? (await readCrs(session));
    if (crs !== this.file.crs) await this.decideCrs(crs);
  }

  private async decideCrs(crs: string | null): Promise<void> {
    this.file = { ...this.file, crs };
    await writeProjectFile(this.path, this.file);
  }

  get crs(): string | null {
    return this.file.crs;
  }

  describe(): Project {
    return {
      path: this.path,
      name: this.file.name,
      crs: this.file.crs,
      layers: this.layers,
      runs: this.runs,
      templates: [],
      datums: [],
    };
  }

  /** Ids of layers and runs come from one row of numbers; one that a layer or run had is never given again. */
  newId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  /** Throws `layer-missing`. */
  layer(id: number): Layer {
    const layer = this.layers.find((each) => each.id === id);
    if (layer === undefined) throw missingLayer(id);
    return layer;
  }

  run(id: number): Run {
    const run = this.runs.find((each) => each.id === id);
    if (run === undefined) throw missingLayer(id);
    return run;
  }

  /**
   * The layer as SQL sees it. A result with a parent shows the parent's columns and geometry
   * beside its own.
   */
  source(id: number): LayerSource {
    const layer = this.layer(id);
    const crs = this.file.crs;
    if (crs === null) throw missingLayer(id);
    const home = layer.parent ?? layer.id;
    const geometryRelation = quoteName(tableOf(home));
    const drawing = quoteName(`drawing_${home}`);
    const painted = quoteName(`painted_${id}`);
    const own = quoteName(tableOf(layer.id));
    if (layer.parent === null)
      return { layer, relation: geometryRelation, geometryRelation, own, drawing, painted, crs };
    const inherited = layer.columns.filter((column) => column.origin !== "analysis").map((column) => column.name);
    const added = layer.columns.filter((column) => column.origin === "analysis").map((column) => column.name);
    const columns = [
      ...inherited.map((name) => `parent.${quoteName(name)}`),
      ...added.map((name) => `result.${quoteName(name)}`),
    ];
    const relation = `(SELECT parent.fid, ${columns.join(", ")}, parent.geom FROM ${geometryRelation} parent JOIN ${own} result ON result.fid = parent.fid)`;
    return { layer, relation, geometryRelation, own, drawing, painted, crs };
  }

  /**
   * Runs `work` in a transaction and takes over what it added. A new project takes its CRS from `crs`. Throws
   * `layer-missing` when the parent of a result was removed meanwhile.
   */
  async add(
    signal: AbortSignal,
    work: (session: Session) => Promise<Additions>,
    crs: () => string | null = () => null,
  ): Promise<void> {
    const added = await this.database
      .transaction(signal, async (session) => {
        const additions = await work(session);
        for (const { parent } of additions.layers) if (parent !== null) this.layer(parent);
        for (const layer of additions.layers) await addLayer(session, layer);
        if (additions.run !== undefined) await addRun(session, additions.run);
        const wanted = crs() ?? this.file.crs;
        if (this.file.crs === null && wanted !== null) await addCrs(session, wanted);
        else if (wanted !== this.file.crs) throw new Error(`geometry in ${wanted} for a project in ${this.file.crs}`);
        return additions;
      })
      .catch((error: unknown) => {
        throw diskFault(this.path, error);
      });
    const decided = this.file.crs ?? crs();
    this.layers = [...this.layers, ...added.layers];
    if (added.run !== undefined) this.runs = [...this.runs, added.run];
    if (decided !== this.file.crs) await this.decideCrs(decided);
  }

  /** Removes a layer, and the results whose rows are its rows. */
  async remove(id: number): Promise<void> {
    const doomed = [this.layer(id), ...this.layers.filter((layer) => layer.parent === id)];
    await this.database.transaction(undefined, async (session) => {
      for (const layer of doomed) {
        for (const table of [tableOf(layer.id), `drawing_${layer.id}`, `painted_${layer.id}`]) {
          await session.run(`DROP TABLE IF EXISTS ${quoteName(table)}`);
        }
        await removeLayer(session, layer.id);
      }
    });
    this.layers = this.layers.filter((layer) => !doomed.includes(layer));
  }

  /** A fresh folder inside the project, deleted after `work`; SQL may read and write there. */
  async scratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(join(projectPlaces(this.path).scratch, "work-"));
    try {
      return await work(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Stops what is in work in the database and lets it go; see `Database.close`. */
  async close(): Promise<void> {
    await this.database.close();
  }
}

/** The table of a layer: `fid`, its own columns and, without a parent, `geom`. */
export function tableOf(layer: number): string {
  return `features_${layer}`;
}

function missingLayer(id: number): AppError {
  return new AppError("layer-missing", {
    zh: `项目中没有编号为 ${id} 的图层或运行。`,
    en: `The project has no layer or run number ${id}.`,
  });
}

/** Throws `project-in-use` when another process has the project open; one that is damaged, or none at all, passes. */
async function refuseInUse(path: string): Promise<void> {
  const { folder, layers } = projectPlaces(path);
  if (!existsSync(layers)) return;
  const opened = await Database.open({ path: layers, folders: [folder] }).catch((error: unknown) => {
    const told = openingError(folder, error);
    if (told instanceof AppError && told.code === "project-in-use") throw told;
    return null;
  });
  await opened?.close();
}

function openingError(folder: string, error: unknown): unknown {
  const detail = String(error);
  if (error instanceof AppError) return error;
  if (/could not set lock|being used by another process/iu.test(detail)) {
    return new AppError(
      "project-in-use",
      {
        zh: `项目 ${folder} 正被另一个窗口或程序使用。请先关闭它，再打开。`,
        en: `The project ${folder} is in use by another window or program. Close that one first.`,
      },
      detail,
    );
  }
  if (/permission denied|read-only file system|no space left/iu.test(detail)) return unwritable(folder, error);
  return new AppError(
    "project-damaged",
    {
      zh: `项目 ${folder} 的 layers.duckdb 无法打开，可能已损坏。可从原始文件重新导入图层。`,
      en: `layers.duckdb of the project ${folder} cannot be opened and may be damaged. The layers can be imported again from their sources.`,
    },
    detail,
  );
}
