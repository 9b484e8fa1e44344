import type { DatumParameters } from "../../contract/datum.js";
import type { Layer, NamedFilter } from "../../contract/project.js";
import { Queue } from "../jobs.js";
import { type ProjectFile, writeProjectFile } from "./project-folder.js";

/** `project.json` of an open project: in memory it stands when it is on the disk. */
export class ProjectSettings {
  private readonly changes = new Queue();

  /** `requireWritable` throws where nothing can be changed. */
  constructor(
    private readonly folder: string,
    private kept: ProjectFile,
    private readonly requireWritable: () => void,
  ) {}

  get file(): ProjectFile {
    return this.kept;
  }

  /** Takes a CRS that the database knows; it is written where `isWritable`. */
  async decideCrs(crs: string | null, isWritable: boolean): Promise<void> {
    this.kept = { ...this.kept, crs };
    if (isWritable) await writeProjectFile(this.folder, this.kept);
  }

  /** Keeps datum parameters in place of those of the same name; null removes them. */
  async saveDatum(name: string, parameters: DatumParameters | null): Promise<void> {
    await this.change(({ datums }) => {
      const others = datums.filter((datum) => datum.name !== name);
      return { datums: parameters === null ? others : [...others, { name, parameters }] };
    });
  }

  /** Keeps what `change` makes of the named filters; nothing changes where it throws. */
  async changeFilters(change: (filters: readonly NamedFilter[]) => readonly NamedFilter[]): Promise<void> {
    await this.change(({ filters }) => ({ filters: change(filters) }));
  }

  /** Remembers what is imported now; what was lost stays remembered until it is imported again or given up (`gone`). */
  async noteSources(layers: readonly Layer[], gone: readonly Layer[] = []): Promise<void> {
    const current = layers.flatMap(({ id: layer, title, kind, source, count: rows }) =>
      source === null ? [] : [{ layer, title: title.zh, kind, path: source.path, sha256: source.sha256, rows }],
    );
    const known = (layer: number) =>
      current.some((each) => each.layer === layer) || gone.some(({ id }) => id === layer);
    const again = (hash: string) => current.some(({ sha256 }) => sha256 === hash);
    const lost = this.kept.sources.filter(({ layer, sha256 }) => !known(layer) && !again(sha256));
    const sources = [...lost, ...current].sort((one, other) => one.layer - other.layer);
    if (JSON.stringify(sources) !== JSON.stringify(this.kept.sources)) await this.change(() => ({ sources }));
  }

  private async change(change: (file: ProjectFile) => Partial<ProjectFile>): Promise<void> {
    this.requireWritable();
    await this.changes.run(new AbortController().signal, async () => {
      const file = { ...this.kept, ...change(this.kept) };
      await writeProjectFile(this.folder, file);
      this.kept = file;
    });
  }
}
