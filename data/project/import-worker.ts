import { basename } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { AppError, cancelled } from "../../contract/errors.js";
import type { Inspection } from "../../contract/inspection.js";
import { type CallContext, type Client, connect } from "../../contract/wire.js";
import type { Host } from "../host.js";
import type { Asked, importCalls } from "../import/calls.js";

/** A worker that says nothing for this long is taken for stuck in a broken file. */
const silenceLimit = 300_000;
/** A cancel that is not obeyed within this time ends the worker's process, which may still be starting: a second is promised. */
const obedienceLimit = 400;

/** What a file holds, read in a worker of its own. */
export async function inspectSource(host: Host, request: Asked, context: CallContext): Promise<Inspection> {
  return await inWorker(host, request.path, context, (worker, options) => worker.ask("inspect", request, options));
}

/** Starts a worker, does one piece of work and ends it: obediently, or by force when it does not answer. */
export async function inWorker<T>(
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
