import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DatumParameters } from "../../contract/datum.js";
import type { AppError } from "../../contract/errors.js";
import type { Layer, MappingTemplate, NamedFilter, Project, Run } from "../../contract/project.js";
import type { Scheme } from "../../contract/scheme.js";
import { HomeAreas } from "../areas/home-areas.js";
import type { Database, Session } from "../database.js";
import { diskFault } from "../files.js";
import { Queue } from "../jobs.js";
import { type OpenedPlace, openForReading, openForWriting, readOnlyReason } from "../keep/open-place.js";
import { finishRestore } from "../keep/restore.js";
import { upgraded } from "../keep/upgrade.js";
import type { LayerSource } from "../layers/layer-source.js";
import { PlaceTables } from "../layers/place-tables.js";
import { RowSets } from "../sets/row-sets.js";
import { layerSource, type ShownAs } from "./layer-source.js";
import { dropLayer, dropPreviews, dropStyled, indexRows, previewMark } from "./layer-tables.js";
import { LayerViews, type StoredView } from "./layer-views.js";
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

/** What a transaction adds to the project; it becomes visible when the transaction has been committed. */
export interface Additions {
  /** New layers, and layers that are there with the next revision: `features_ID_rREVISION` then holds their rows. */
  readonly layers: readonly Layer[];
  /** Layers that go in the same transaction. */
  readonly removed?: readonly Layer[];
  readonly run?: Run;
}

interface Preview extends ShownAs {
  readonly scheme: Scheme;
}

/** A project with its database open. One process has it for writing; others see a copy of its layers (data/keep/). */
export class OpenProject {
  /** Each layer in its newest revision. */
  private layers: readonly Layer[] = [];
  /** Their earlier revisions. */
  private past: readonly Layer[] = [];
  private runs: readonly Run[] = [];
  private templates: readonly MappingTemplate[] = [];
  /** Layers that are shown otherwise than they are kept; see `preview`. */
  private readonly previews = new Map<number, Preview>();
  /** The filters and the selection. */
  readonly sets = new RowSets();
  readonly places: PlaceTables;
  readonly areas: HomeAreas;
  private readonly fileChanges = new Queue();
  /** How a user wants the layers shown. */
  readonly views = new LayerViews();
  private lastId = 0;
  private lastPreview = 0;
  readonly database: Database;

  private constructor(
    readonly path: string,
    private file: ProjectFile,
    private readonly place: OpenedPlace,
  ) {
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
    const all = await readLayers(session);
    const isNewest = ({ id, revision }: Layer) => !all.some((each) => each.id === id && each.revision > revision);
    this.layers = all.filter(isNewest);
    this.past = all.filter((layer) => !isNewest(layer));
    this.runs = await readRuns(session);
    await this.views.read(session);
    await dropPreviews(session, "");
    const used = [
      ...this.file.sources.map(({ layer }) => layer),
      ...this.layers.map(({ id }) => id),
      ...this.runs.flatMap(({ id, layers }) => [id, ...layers]),
    ];
    this.lastId = Math.max(0, ...used);
    const crs = this.file.crs ?? (await readCrs(session));
    if (crs !== this.file.crs) await this.decideCrs(crs);
  }

  private async decideCrs(crs: string | null): Promise<void> {
    this.file = { ...this.file, crs };
    if (this.place.readOnly === null) await writeProjectFile(this.path, this.file);
  }

  /** Writes `project.json` with what `change` makes of it, one after another; in memory it stands when it is on the disk. */
  private async changeFile(change: (file: ProjectFile) => Partial<ProjectFile>): Promise<void> {
    this.requireWritable();
    await this.fileChanges.run(new AbortController().signal, async () => {
      const file = { ...this.file, ...change(this.file) };
      await writeProjectFile(this.path, file);
      this.file = file;
    });
  }

  /** Keeps datum parameters in place of those of the same name; null removes them. */
  async saveDatum(name: string, parameters: DatumParameters | null): Promise<void> {
    await this.changeFile(({ datums }) => {
      const others = datums.filter((datum) => datum.name !== name);
      return { datums: parameters === null ? others : [...others, { name, parameters }] };
    });
  }

  /** Keeps what `change` makes of the named filters; nothing changes where it throws. */
  async changeFilters(change: (filters: readonly NamedFilter[]) => readonly NamedFilter[]): Promise<void> {
    await this.changeFile(({ filters }) => ({ filters: change(filters) }));
  }

  /** What was imported, as `project.json` remembers it, whether it is still there or not. */
  get sources(): ProjectFile["sources"] {
    return this.file.sources;
  }

  /** Gives no number up to `id` to a layer: decisions speak of it though it is lost. */
  reserve(id: number): void {
    this.lastId = Math.max(this.lastId, id);
  }

  /** Remembers what is imported now; what was lost stays remembered until it is imported again or given up. */
  private async noteSources(gone: readonly Layer[] = []): Promise<void> {
    const current = this.layers.flatMap(({ id: layer, title, kind, source, count: rows }) =>
      source === null ? [] : [{ layer, title: title.zh, kind, path: source.path, sha256: source.sha256, rows }],
    );
    const known = (layer: number) =>
      current.some((each) => each.layer === layer) || gone.some(({ id }) => id === layer);
    const again = (hash: string) => current.some(({ sha256 }) => sha256 === hash);
    const lost = this.file.sources.filter(({ layer, sha256 }) => !known(layer) && !again(sha256));
    const sources = [...lost, ...current].sort((one, other) => one.layer - other.layer);
    if (JSON.stringify(sources) !== JSON.stringify(this.file.sources)) await this.changeFile(() => ({ sources }));
  }

  get crs(): string | null {
    return this.file.crs;
  }

  describe(): Project {
    return {
      path: this.path,
      name: this.file.name,
      crs: this.file.crs,
      layers: this.layers.map((layer) => this.views.shown(layer)),
      runs: this.runs,
      templates: this.templates,
      datums: this.file.datums,
      filters: this.file.filters,
      readOnly: this.place.readOnly?.text ?? null,
    };
  }

  /** Ids of layers and runs come from one row of numbers; one that a layer or run had is never given again. */
  newId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  /** The layer in its newest revision, or in the one asked for. Throws `layer-missing`. */
  layer(id: number, revision?: number): Layer {
    const layer = this.layers.find((each) => each.id === id);
    if (layer === undefined) throw missingLayer(id);
    if (revision === undefined || revision === layer.revision) return layer;
    const earlier = this.past.find((each) => each.id === id && each.revision === revision);
    if (earlier === undefined) throw missingLayer(id);
    return earlier;
  }

  has(id: number): boolean {
    return this.layers.some((each) => each.id === id);
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
    if (this.file.crs === null) throw missingLayer(id);
    const shown = revision === undefined ? this.views.shown(layer) : layer;
    const styled = shown.paint === layer.paint ? 0 : (shown.view?.styled ?? 0);
    const preview = layer.parent === null || revision !== undefined ? undefined : this.previews.get(id);
    const { sets, places, areas } = this;
    return layerSource(
      shown,
      this.file.crs,
      { preview, styled },
      { sets, places, areas, sourceOf: (each) => this.source(each) },
    );
  }

  /**
   * Shows a result with a parent by a SELECT in place of its own table wherever the layer is read, until it is shown otherwise,
   * removed, or the project is closed; null: as it is kept. Nothing is written, so it costs nothing.
   */
  async preview(id: number, shown: Omit<Preview, "number"> | null): Promise<void> {
    this.layer(id);
    this.lastPreview += 1;
    if (shown === null) this.previews.delete(id);
    else this.previews.set(id, { number: this.lastPreview, ...shown });
    // A tile that is being drawn may still read what was shown just before.
    const kept = [this.lastPreview, this.lastPreview - 1].map((number) => `_${previewMark}${number}`);
    await this.database.transaction(undefined, (session) => dropPreviews(session, `_${id}`, kept));
  }

  /** Keeps how layers are shown. What was painted for a layer's style before the last one goes: a tile may still read that. */
  async changeViews(views: ReadonlyMap<number, StoredView>): Promise<void> {
    await this.database.transaction(undefined, async (session) => {
      await this.views.write(session, views);
      for (const [id, { styled }] of views)
        if (styled !== this.views.of(id).styled) await dropStyled(session, this.layer(id), styled - 1);
    });
    this.views.takeOver(views);
  }

  /** The scheme by which a layer is shown, where it is not the one that it was made with. */
  previewScheme(id: number): Scheme | null {
    return this.previews.get(id)?.scheme ?? null;
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
        for (const layer of additions.layers) this.refuseStale(layer, additions.layers);
        for (const layer of additions.removed ?? []) await dropLayer(session, layer);
        for (const layer of additions.layers) {
          await indexRows(session, layer);
          await addLayer(session, layer);
        }
        if (additions.run !== undefined) await addRun(session, additions.run);
        const wanted = crs() ?? this.file.crs;
        // In the database too, so that it outlives damaged settings.
        if (wanted !== null && (await readCrs(session)) === null) await addCrs(session, wanted);
        if (this.file.crs !== null && wanted !== this.file.crs)
          throw new Error(`geometry in ${wanted} for a project in ${this.file.crs}`);
        return additions;
      })
      .catch((error: unknown) => {
        throw diskFault(this.path, error);
      });
    const decided = this.file.crs ?? crs();
    this.takeOver(added);
    if (added.run !== undefined) this.runs = [...this.runs, added.run];
    if (decided !== this.file.crs) await this.decideCrs(decided);
    await this.noteSources();
  }

  /** What a layer rests on must still be there when it is committed. */
  private refuseStale({ id, revision, parent, about }: Layer, added: readonly Layer[]): void {
    for (const other of [parent, about])
      if (other !== null && !added.some((each) => each.id === other)) this.layer(other);
    if (revision > 1 && this.layer(id).revision !== revision - 1)
      throw new Error(`revision ${revision} of layer ${id} does not follow ${this.layer(id).revision}`);
  }

  private takeOver({ layers, removed = [] }: Additions): void {
    const isRemoved = ({ id }: Layer) => removed.some((each) => each.id === id);
    const next = (layer: Layer) => layers.find((each) => each.id === layer.id && each.revision > layer.revision);
    const superseded = this.layers.filter((layer) => next(layer) !== undefined);
    const fresh = layers.filter(({ id }) => !superseded.some((each) => each.id === id));
    this.past = [...this.past, ...superseded].filter((layer) => !isRemoved(layer));
    this.layers = [...this.layers.map((layer) => next(layer) ?? layer), ...fresh].filter((layer) => !isRemoved(layer));
  }

  /** Removes a layer in all its revisions, the results whose rows are its rows, and its quarantine and lists of changes. */
  async remove(id: number): Promise<void> {
    this.requireWritable();
    const gone = this.layer(id);
    for (const { id: each } of [gone, ...this.layers.filter(({ parent }) => parent === id)])
      if (this.previews.has(each)) await this.preview(each, null);
    const removed = [gone, ...this.layers.filter(({ parent, about }) => parent === id || about === id)];
    await this.database.transaction(undefined, async (session) => {
      for (const layer of removed) await dropLayer(session, layer);
    });
    this.takeOver({ layers: [], removed });
    await this.noteSources(removed);
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
    const folder = await mkdtemp(join(this.place.scratch, "work-"));
    try {
      return await work(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Stops what is in work in the database and lets it go; see `Database.close`. */
  async close(): Promise<void> {
    await this.place.close();
  }
}
