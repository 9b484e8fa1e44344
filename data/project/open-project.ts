import { existsSync } from "node:fs";
import { join } from "node:path";
import type { AppError } from "../../contract/errors.js";
import type { Layer, MappingTemplate, Project, Run } from "../../contract/project.js";
import type { Scheme } from "../../contract/scheme.js";
import { HomeAreas } from "../areas/home-areas.js";
import type { Database, Session } from "../database.js";
import { diskFault } from "../files.js";
import { type OpenedPlace, openForReading, openForWriting, readOnlyReason } from "../keep/open-place.js";
import { finishRestore } from "../keep/restore.js";
import { upgraded } from "../keep/upgrade.js";
import type { LayerSource } from "../layers/layer-source.js";
import { PlaceTables } from "../layers/place-tables.js";
import { inScratch } from "../scratch.js";
import { RowSets } from "../sets/row-sets.js";
import { type Additions, LayerRevisions } from "./layer-revisions.js";
import { layerSource } from "./layer-source.js";
import { dropLayer, dropPainted, indexRows } from "./layer-tables.js";
import { LayerViews, type StoredView } from "./layer-views.js";
import { Previews } from "./previews.js";
import { missingLayer, openingError } from "./project-faults.js";
import {
  clearScratch,
  createProjectFolder,
  newer,
  type ProjectFile,
  projectPlaces,
  readProjectFile,
  writeProjectFile,
} from "./project-folder.js";
import { ProjectSettings } from "./project-settings.js";
import { refuseInUse } from "./refuse-in-use.js";
import {
  addCrs,
  addLayer,
  addRun,
  createRegistry,
  databaseFormat,
  readCrs,
  readFormat,
  readLayers,
  readRuns,
} from "./registry.js";
import { readTemplates } from "./templates.js";

/** A project with its database open. One process has it for writing; others see a copy of its layers (data/keep/). */
export class OpenProject {
  private readonly layers = new LayerRevisions();
  private runs: readonly Run[] = [];
  private templates: readonly MappingTemplate[] = [];
  /** Layers that are shown otherwise than they are kept; see `preview`. */
  private readonly previews = new Previews();
  /** The filters and the selection. */
  readonly sets = new RowSets();
  readonly places: PlaceTables;
  readonly areas: HomeAreas;
  /** How a user wants the layers shown. */
  readonly views = new LayerViews();
  private lastId = 0;
  readonly database: Database;
  /** `project.json`. */
  readonly settings: ProjectSettings;

  private constructor(
    readonly path: string,
    file: ProjectFile,
    private readonly place: OpenedPlace,
  ) {
    this.settings = new ProjectSettings(path, file, () => this.requireWritable());
    const { database } = place;
    this.database = database;
    this.places = new PlaceTables(database);
    this.areas = new HomeAreas(database);
  }

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

  /**
   * Opens it for writing, or for reading where another process has it or its place takes no writing. Throws
   * `project-missing`, `project-damaged`, `project-newer`.
   */
  static async open(path: string): Promise<OpenProject> {
    const { folder } = projectPlaces(path);
    const reason = await readOnlyReason(folder);
    if (reason === null) await finishRestore(folder);
    const kept = await readProjectFile(folder);
    const file = reason === null ? await upgraded(folder, kept) : kept;
    const place = reason === null ? await openForWriting(folder) : await openForReading(folder, reason);
    try {
      const project = new OpenProject(folder, file, place);
      if (place.readOnly === null) await clearScratch(folder);
      if (place.readOnly === null && !existsSync(projectPlaces(folder).settings)) await writeProjectFile(folder, file);
      project.templates = await readTemplates(projectPlaces(folder).templates);
      await place.database.using(undefined, (session) => project.read(session));
      return project;
    } catch (error) {
      await place.close();
      throw openingError(folder, error);
    }
  }

  /** Why nothing can be changed; null where it can. */
  get readOnly(): AppError | null {
    return this.place.readOnly;
  }

  /** Throws what keeps the project from being changed. */
  requireWritable(): void {
    if (this.place.readOnly !== null) throw this.place.readOnly;
  }

  /** Tells other processes who works with it. */
  async signLock(operator: string | null): Promise<void> {
    await this.place.lock?.name(operator);
  }

  private async read(session: Session): Promise<void> {
    const format = await readFormat(session);
    if (format > databaseFormat) throw newer(this.path, format);
    await createRegistry(session);
    this.layers.fill(await readLayers(session));
    this.runs = await readRuns(session);
    await this.views.read(session);
    await dropPainted(session);
    const used = [
      ...this.settings.file.sources.map(({ layer }) => layer),
      ...this.layers.newest.map(({ id }) => id),
      ...this.runs.flatMap(({ id, layers }) => [id, ...layers]),
    ];
    this.lastId = Math.max(0, ...used);
    const crs = this.crs ?? (await readCrs(session));
    if (crs !== this.crs) await this.settings.decideCrs(crs, this.place.readOnly === null);
  }

  /** Gives no number up to `id` to a layer: decisions speak of it though it is lost. */
  reserve(id: number): void {
    this.lastId = Math.max(this.lastId, id);
  }

  get crs(): string | null {
    return this.settings.file.crs;
  }

  describe(): Project {
    const { name, crs, datums, filters } = this.settings.file;
    return {
      path: this.path,
      name,
      crs,
      layers: this.layers.newest.map((layer) => this.views.shown(layer)),
      runs: this.runs,
      templates: this.templates,
      datums,
      filters,
      readOnly: this.place.readOnly?.text ?? null,
      mended: this.place.mended,
    };
  }

  /** Ids of layers and runs come from one row of numbers; one that a layer or run had is never given again. */
  newId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  /** The layer in its newest revision, or in the one asked for. Throws `layer-missing`. */
  layer(id: number, revision?: number): Layer {
    return this.layers.get(id, revision);
  }

  has(id: number): boolean {
    return this.layers.has(id);
  }

  run(id: number): Run {
    const run = this.runs.find((each) => each.id === id);
    if (run === undefined) throw missingLayer(id);
    return run;
  }

  /**
   * The layer as SQL sees it, in its newest revision unless another is asked for. A result with a parent shows the columns
   * and geometry of the parent's revision that it was made from, beside its own.
   */
  source(id: number, revision?: number): LayerSource {
    const layer = this.layer(id, revision);
    const { crs } = this;
    if (crs === null) throw missingLayer(id);
    const shown = revision === undefined ? this.views.shown(layer) : layer;
    const styled = shown.paint === layer.paint ? 0 : (shown.view?.styled ?? 0);
    const preview = layer.parent === null || revision !== undefined ? undefined : this.previews.of(id);
    const { sets, places, areas } = this;
    return layerSource(shown, crs, { preview, styled }, { sets, places, areas, sourceOf: (each) => this.source(each) });
  }

  /**
   * Shows a result with a parent by a SELECT in place of its own table wherever the layer is read, until it is shown otherwise,
   * removed, or the project is closed; null: as it is kept. Nothing is written, so it costs nothing.
   */
  async preview(id: number, shown: Parameters<Previews["show"]>[1]): Promise<void> {
    this.layer(id);
    this.previews.show(id, shown);
  }

  /** Keeps how layers are shown. */
  async changeViews(views: ReadonlyMap<number, StoredView>): Promise<void> {
    await this.database.transaction(undefined, (session) => this.views.write(session, views));
    this.views.takeOver(views);
  }

  /** The scheme by which a layer is shown, where it is not the one that it was made with. */
  previewScheme(id: number): Scheme | null {
    return this.previews.of(id)?.scheme ?? null;
  }

  /**
   * Runs `work` in a transaction and takes over what it added. A new project takes its CRS from `crs`. Throws
   * `layer-missing` when the parent of a result, or a layer that gets a revision, was removed meanwhile.
   */
  async add(
    signal: AbortSignal,
    work: (session: Session) => Promise<Additions>,
    crs: () => string | null = () => null,
  ): Promise<void> {
    this.requireWritable();
    const added = await this.database
      .transaction(signal, async (session) => {
        const additions = await work(session);
        for (const layer of additions.layers) this.layers.refuseStale(layer, additions.layers);
        for (const layer of additions.removed ?? []) await dropLayer(session, layer);
        for (const layer of additions.layers) {
          await indexRows(session, layer);
          await addLayer(session, layer);
        }
        if (additions.run !== undefined) await addRun(session, additions.run);
        const wanted = crs() ?? this.crs;
        // In the database too, so that it outlives damaged settings.
        if (wanted !== null && (await readCrs(session)) === null) await addCrs(session, wanted);
        if (this.crs !== null && wanted !== this.crs)
          throw new Error(`geometry in ${wanted} for a project in ${this.crs}`);
        return additions;
      })
      .catch((error: unknown) => {
        throw diskFault(this.path, error);
      });
    const decided = this.crs ?? crs();
    this.layers.takeOver(added);
    if (added.run !== undefined) this.runs = [...this.runs, added.run];
    if (decided !== this.crs) await this.settings.decideCrs(decided, true);
    await this.settings.noteSources(this.layers.newest);
  }

  /** Removes a layer in all its revisions, the results whose rows are its rows, and its quarantine and lists of changes. */
  async remove(id: number): Promise<void> {
    this.requireWritable();
    const gone = this.layer(id);
    for (const { id: each } of [gone, ...this.layers.newest.filter(({ parent }) => parent === id)])
      if (this.previews.of(each) !== undefined) await this.preview(each, null);
    const removed = [gone, ...this.layers.newest.filter(({ parent, about }) => parent === id || about === id)];
    await this.database.transaction(undefined, async (session) => {
      for (const layer of removed) await dropLayer(session, layer);
    });
    this.layers.takeOver({ layers: [], removed });
    await this.settings.noteSources(this.layers.newest, removed);
  }

  /** Lets `work` change the folder of templates, and takes over what it then holds. */
  async changeTemplates(work: (folder: string) => Promise<void>): Promise<void> {
    this.requireWritable();
    const folder = projectPlaces(this.path).templates;
    await work(folder);
    this.templates = await readTemplates(folder);
  }

  /** A fresh folder inside the project, deleted after `work`; SQL may read and write there. */
  async scratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
    return await inScratch(work, join(this.place.scratch, "work-"));
  }

  /** Stops what is in work in the database and lets it go; see `Database.close`. */
  async close(): Promise<void> {
    await this.place.close();
  }
}
