import { basename } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { AppError, cancelled } from "../../contract/errors.js";
import type { Inspection } from "../../contract/inspection.js";
import type { Layer } from "../../contract/project.js";
import { sameText } from "../../contract/text.js";
import { type CallContext, type Client, connect } from "../../contract/wire.js";
import { diskFault } from "../files.js";
import type { Host } from "../host.js";
import type { importCalls } from "../import/calls.js";
import { kinds } from "../kinds/index.js";
import type { Kind } from "../kinds/kind.js";
import { quoteName } from "../sql.js";
import { datumName } from "./datums.js";
import { type OpenProject, tableOf } from "./open-project.js";
import { type ProjectPlace, projectPlace } from "./project-place.js";
import { shiftNotes } from "./shift-notes.js";

/** A worker that says nothing for this long is taken for stuck in a broken file. */
const silenceLimit = 300_000;
/** A cancel that is not obeyed within this time ends the worker's process, which may still be starting: a second is promised. */
const obedienceLimit = 400;

type Asked = Parameters<Client<typeof importCalls>["ask"]>[1];

export interface ImportRequest {
  readonly path: string;
  readonly kind: string;
  readonly reading: Asked["reading"];
  readonly templates: NonNullable<Asked["templates"]>;
  readonly title: string | undefined;
}

/** Reads a file in a worker of its own and takes the clean result over in one transaction. */
export async function importLayer(
  project: OpenProject,
  host: Host,
  request: ImportRequest,
  context: CallContext,
): Promise<Layer> {
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
): Promise<Layer> {
  const started = Date.now();
  return await project.scratch(async (folder) => {
    const { path, reading, templates } = request;
    const known = { ...projectPlace(project), datumName: datumName(project.describe().datums, reading.datum) };
    const ask = { path, folder, kind: kind.name, reading, templates, ...known };
    const converted = await inWorker(host, request.path, context, (worker, options) =>
      worker.ask("convert", ask, options),
    );
    const id = project.newId();
    const table = quoteName(tableOf(id));
    const layer: Layer = {
      id,
      title: sameText(request.title ?? layerTitle(request.path)),
      kind: kind.name,
      geometry: converted.geometry,
      count: converted.report.imported,
      bounds: converted.bounds,
      columns: converted.columns,
      paint: kind.paint,
      source: { ...converted.report, milliseconds: Date.now() - started },
      run: null,
      parent: null,
      parentRevision: null,
      revision: 1,
      about: null,
    };
    context.progress({ phase: { zh: "写入项目", en: "Writing to the project" } });
    await project.add(
      context.signal,
      async (session) => {
        await session.run(
          `CREATE TABLE ${table} AS
           SELECT * REPLACE (ST_GeomFromWKB(geom) AS geom) FROM read_parquet($parquet)`,
          { parquet: converted.parquet },
        );
        const { rows } = await session.row<{ rows: bigint }>(`SELECT count(*) AS rows FROM ${table}`);
        if (Number(rows) !== layer.count) throw new Error(`${rows} rows arrived of ${layer.count}`);
        const notes = [...converted.report.notes, ...(await shiftNotes(session, project, kind, layer, table))];
        return { layers: [{ ...layer, source: { ...converted.report, notes, milliseconds: Date.now() - started } }] };
      },
      () => converted.projectCrs,
    );
    return project.layer(id);
  });
}

/** What a file holds, read in a worker of its own. */
export async function inspectSource(
  host: Host,
  request: Pick<ImportRequest, "path" | "reading" | "templates"> & ProjectPlace & { readonly folder: string },
  context: CallContext,
): Promise<Inspection> {
  return await inWorker(host, request.path, context, (worker, options) => worker.ask("inspect", request, options));
}

/** Starts a worker, does one piece of work and ends it: obediently, or by force when it does not answer. */
async function inWorker<T>(
  host: Host,
  path: string,
  context: CallContext,
  work: (
    client: Client<typeof importCalls>,
    options: { signal: AbortSignal; onProgress: CallContext["progress"] },
  ) => Promise<T>,
): Promise<T> {
  if (context.signal.aborted) throw cancelled();
  const worker = await host.startImportWorker();
  const client = connect<typeof importCalls>(worker.port);
  const ended = new AbortController();
  let lastSign = Date.now();
  const watch = async (): Promise<never> => {
    for (;;) {
      await wait(200, undefined, { signal: ended.signal });
      if (Date.now() - lastSign > silenceLimit) throw stuck(path);
    }
  };
  const force = async (): Promise<never> => {
    await new Promise<void>((resolve) => context.signal.addEventListener("abort", () => resolve(), { once: true }));
    await wait(obedienceLimit, undefined, { signal: ended.signal });
    throw cancelled();
  };
  const onProgress: CallContext["progress"] = (progress) => {
    lastSign = Date.now();
    context.progress(progress);
  };
  try {
    return await Promise.race([work(client, { signal: context.signal, onProgress }), watch(), force()]);
  } catch (error) {
    throw error instanceof AppError && error.code === "engine-stopped" ? crashed(path, error) : error;
  } finally {
    ended.abort();
    client.close();
    worker.kill();
  }
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

function stuck(path: string): AppError {
  return new AppError("input-damaged", {
    zh: `读取 ${basename(path)} 时长时间没有进展，已停止。文件可能已损坏；项目未受影响。`,
    en: `Reading ${basename(path)} made no progress for a long time and was stopped. The file may be damaged; the project is untouched.`,
  });
}

function crashed(path: string, cause: AppError): AppError {
  return new AppError(
    "input-damaged",
    {
      zh: `读取 ${basename(path)} 的进程意外退出：文件可能已损坏，或超出内存限制。项目未受影响。`,
      en: `The process that read ${basename(path)} ended unexpectedly: the file may be damaged or need too much memory. The project is untouched.`,
    },
    cause.detail,
  );
}
