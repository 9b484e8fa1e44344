import { AppError } from "../../contract/errors.js";
import type { ChangeCounts, Layer } from "../../contract/project.js";
import { sameText } from "../../contract/text.js";
import type { CallContext } from "../../contract/wire.js";
import { diskFault } from "../files.js";
import type { Host } from "../host.js";
import type { Asked } from "../import/calls.js";
import { kinds } from "../kinds/index.js";
import type { Kind } from "../kinds/kind.js";
import { quoteName, quoteText } from "../sql.js";
import { datumName } from "./datums.js";
import { inWorker } from "./import-worker.js";
import { tableOf } from "./layer-tables.js";
import type { OpenProject } from "./open-project.js";
import { projectPlace } from "./project-place.js";
import { takeQuarantine, takeRows } from "./quarantine-layer.js";
import { placeQuarantine, replaceRows } from "./replace-layer.js";
import { shiftNotes } from "./shift-notes.js";

export interface ImportRequest {
  readonly path: string;
  readonly kind: string;
  readonly reading: Asked["reading"];
  readonly templates: NonNullable<Asked["templates"]>;
  readonly title: string | undefined;
  /** The layer of which the file is a newer version. */
  readonly replaces: number | undefined;
}

/**
 * Reads a file in a worker of its own and takes the clean result over in one transaction: as a new layer, or as the next
 * revision of the one that it replaces; with it the rows that were left out or are doubtful, and the changes.
 */
export async function importLayer(
  project: OpenProject,
  host: Host,
  request: ImportRequest,
  context: CallContext,
): Promise<{ layer: Layer; changes: ChangeCounts | null }> {
  const kind = kinds.find((each) => each.name === request.kind);
  if (kind === undefined) throw unknownKind(request.kind);
  try {
    return await bringIn(project, host, kind, request, context);
  } catch (error) {
    throw diskFault(project.path, error);
  }
}

async function bringIn(
  project: OpenProject,
  host: Host,
  kind: Kind,
  request: ImportRequest,
  context: CallContext,
): Promise<{ layer: Layer; changes: ChangeCounts | null }> {
  const started = Date.now();
  const before = request.replaces === undefined ? null : project.layer(request.replaces);
  if (before !== null && before.kind !== kind.name) throw otherKind(before, kind);
  return await project.scratch(async (folder) => {
    const { path, reading, templates } = request;
    const known = { ...projectPlace(project), datumName: datumName(project.describe().datums, reading.datum) };
    const ask = { path, folder, kind: kind.name, reading, templates, ...known };
    const converted = await inWorker(host, request.path, context, (worker, options) =>
      worker.ask("convert", ask, options),
    );
    const [id, quarantineId, changesId] = [before?.id ?? project.newId(), project.newId(), project.newId()];
    const layer: Layer = {
      id,
      title:
        request.title === undefined && before !== null
          ? before.title
          : sameText(request.title ?? layerTitle(request.path)),
      kind: kind.name,
      geometry: converted.geometry,
      count: converted.report.imported,
      bounds: converted.bounds,
      columns: converted.columns,
      paint: kind.paint,
      source: converted.report,
      run: null,
      parent: null,
      parentRevision: null,
      revision: (before?.revision ?? 0) + 1,
      about: null,
    };
    let changes: ChangeCounts | null = null;
    context.progress({ phase: { zh: "写入项目", en: "Writing to the project" } });
    await project.add(
      context.signal,
      async (session) => {
        const whole = async () => {
          const table = quoteName(tableOf(layer.id, layer.revision));
          const notes = [...converted.report.notes, ...(await shiftNotes(session, project, kind, layer, table))];
          return { ...layer, source: { ...converted.report, notes, milliseconds: Date.now() - started } };
        };
        const listed = await takeQuarantine(session, project, layer, converted.quarantine, quarantineId);
        if (before === null) {
          await takeRows(session, layer, converted.parquet);
          return { layers: [await whole(), ...listed.layers] };
        }
        const arrived = `read_parquet(${quoteText(converted.parquet)})`;
        const replacement = { before, after: layer, kind, arrived, changesId };
        const replaced = await replaceRows(session, project, replacement, context);
        await placeQuarantine(session, replacement, listed.layers[0] ?? null);
        changes = replaced.changes;
        return {
          layers: [await whole(), ...listed.layers, ...(replaced.layer === null ? [] : [replaced.layer])],
          removed: listed.removed,
        };
      },
      () => converted.projectCrs,
    );
    return { layer: project.layer(id), changes };
  });
}

function layerTitle(path: string): string {
  const base = path.split(/[\\/]/u).findLast((part) => part !== "") ?? path;
  return base.replace(/\.[^.]+$/u, "");
}

function unknownKind(kind: string): AppError {
  const known = kinds.map((each) => each.name).join(", ");
  return new AppError("usage", {
    zh: `没有名为“${kind}”的图层类型。可用的类型：${known}。`,
    en: `There is no layer kind "${kind}". Known kinds: ${known}.`,
  });
}

function otherKind(before: Layer, kind: Kind): AppError {
  const known = kinds.find(({ name }) => name === before.kind)?.title ?? { zh: before.kind, en: before.kind };
  return new AppError("usage", {
    zh: `图层“${before.title.zh}”的类型是“${known.zh}”，不能用“${kind.title.zh}”的文件更新。请选择同类图层，或作为新图层导入。`,
    en: `The layer "${before.title.en}" holds ${known.en.toLowerCase()} and cannot be replaced by ${kind.title.en.toLowerCase()}. Choose a layer of the same kind, or import the file as a new layer.`,
  });
}
