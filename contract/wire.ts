import { z } from "zod";
import { AppError, cancelled, type ErrorReport, errorCodes, raiseReport, reportError } from "./errors.js";
import type { Text } from "./text.js";

/** One side of a message channel: Electron's MessagePort, Node's, or a child process, made alike by a few lines each. */
export interface Port {
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  /** `onMessage` gets data as the other side posted it; `onClose` is called once when the other side is gone. */
  listen(onMessage: (message: unknown) => void, onClose: () => void): void;
  close(): void;
}

/** How far a job is. `total` is absent while it is being counted. */
export interface Progress {
  readonly phase: Text;
  readonly done?: number;
  readonly total?: number;
  /** Absent: `done` and `total` measure the work in some unit that means nothing to a user. */
  readonly unit?: "rows";
}

/** A call as data: how its input is parsed; `output` exists for the type only. */
export interface Call<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly input: Input;
  readonly output?: Output;
}

export type Calls = Readonly<Record<string, Call>>;

/** `call<Output>()(inputSchema)`: the first pair of brackets fixes the output's type, the second infers the input's. */
export function call<Output>(): <Input extends z.ZodType>(input: Input) => Call<Input, Output> {
  return (input) => ({ input });
}

export interface CallContext {
  readonly signal: AbortSignal;
  progress(progress: Progress): void;
}

type OutputOf<C extends Call> = C extends Call<z.ZodType, infer Output> ? Output : never;

/** One function per call; a missing or misnamed one does not compile. */
export type Handlers<C extends Calls> = {
  readonly [Name in keyof C]: (input: z.output<C[Name]["input"]>, context: CallContext) => Promise<OutputOf<C[Name]>>;
};

export interface AskOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Client<C extends Calls> {
  ask<Name extends keyof C & string>(
    name: Name,
    input: z.input<C[Name]["input"]>,
    options?: AskOptions,
  ): Promise<OutputOf<C[Name]>>;
  /** Calls that have no answer yet. */
  readonly pending: number;
  close(): void;
}

const request = z.union([
  z.object({ type: z.literal("call"), id: z.int().nonnegative(), name: z.string().max(100), input: z.unknown() }),
  z.object({ type: z.literal("cancel"), id: z.int().nonnegative() }),
]);

const text = z.object({ zh: z.string(), en: z.string() });
const reply = z.union([
  z.object({ type: z.literal("done"), id: z.int(), value: z.unknown() }),
  z.object({
    type: z.literal("failed"),
    id: z.int(),
    error: z.object({ code: z.enum(errorCodes), message: text, detail: z.string().optional() }),
  }),
  z.object({
    type: z.literal("progress"),
    id: z.int(),
    progress: z.object({
      phase: text,
      done: z.number().optional(),
      total: z.number().optional(),
      unit: z.literal("rows").optional(),
    }),
  }),
]);

/** Progress within a phase is sent at most this often, so that a fast job does not flood the page; a new phase always is. */
const progressInterval = 50;

/** Answers the calls that arrive on `port` until it closes; every call in work is then aborted. */
export function serve<C extends Calls>(port: Port, calls: C, handlers: Handlers<C>): void {
  const inWork = new Map<number, AbortController>();
  const answer = async (id: number, name: string, input: unknown): Promise<void> => {
    if (inWork.has(id)) return;
    const controller = new AbortController();
    inWork.set(id, controller);
    let lastProgress = 0;
    let lastPhase = "";
    const context: CallContext = {
      signal: controller.signal,
      progress(progress) {
        const now = Date.now();
        if (now - lastProgress < progressInterval && progress.phase.en === lastPhase) return;
        lastProgress = now;
        lastPhase = progress.phase.en;
        port.post({ type: "progress", id, progress });
      },
    };
    try {
      const known = Object.hasOwn(calls, name) ? calls[name] : undefined;
      const handler = Object.hasOwn(calls, name) ? handlers[name] : undefined;
      const parsed = known?.input.safeParse(input);
      if (handler === undefined || parsed === undefined || !parsed.success) throw refused(name, parsed?.error);
      const value = await handler(parsed.data as never, context);
      port.post({ type: "done", id, value }, transferable(value));
    } catch (thrown) {
      // Whatever breaks because of a cancel is the cancel: a reader that was interrupted must not call the file damaged.
      const error = controller.signal.aborted ? cancelled() : thrown;
      port.post({ type: "failed", id, error: reportError(error) });
    } finally {
      inWork.delete(id);
    }
  };
  port.listen(
    (message) => {
      const parsed = request.safeParse(message);
      if (!parsed.success) return;
      if (parsed.data.type === "cancel") inWork.get(parsed.data.id)?.abort();
      else void answer(parsed.data.id, parsed.data.name, parsed.data.input);
    },
    () => {
      for (const controller of inWork.values()) controller.abort();
    },
  );
}

/** The asking side. When the port closes every pending call fails with `engine-stopped`. */
export function connect<C extends Calls>(port: Port): Client<C> {
  type Pending = {
    resolve: (value: never) => void;
    reject: (error: Error) => void;
    onProgress: AskOptions["onProgress"];
  };
  const pending = new Map<number, Pending>();
  let nextId = 1;
  let closed = false;
  const stop = () => {
    closed = true;
    for (const waiting of pending.values()) waiting.reject(stopped());
    pending.clear();
  };
  port.listen((message) => {
    const parsed = reply.safeParse(message);
    if (!parsed.success) return;
    const waiting = pending.get(parsed.data.id);
    if (waiting === undefined) return;
    if (parsed.data.type === "progress") {
      const { phase, done, total, unit } = parsed.data.progress;
      waiting.onProgress?.({
        phase,
        ...(done === undefined ? {} : { done }),
        ...(total === undefined ? {} : { total }),
        ...(unit === undefined ? {} : { unit }),
      });
      return;
    }
    pending.delete(parsed.data.id);
    if (parsed.data.type === "done") waiting.resolve(parsed.data.value as never);
    else waiting.reject(raiseReport(parsed.data.error as ErrorReport));
  }, stop);
  return {
    get pending() {
      return pending.size;
    },
    ask(name, input, options = {}) {
      if (closed) return Promise.reject(stopped());
      if (options.signal?.aborted) return Promise.reject(cancelled());
      const id = nextId++;
      const cancel = () => port.post({ type: "cancel", id });
      return new Promise<never>((resolve, reject) => {
        pending.set(id, { resolve, reject, onProgress: options.onProgress });
        options.signal?.addEventListener("abort", cancel, { once: true });
        port.post({ type: "call", id, name, input });
      }).finally(() => options.signal?.removeEventListener("abort", cancel));
    },
    close() {
      stop();
      port.close();
    },
  };
}

/** Bytes are handed over, not copied: a tile's buffer moves to the page. */
function transferable(value: unknown): readonly ArrayBuffer[] {
  const whole = value instanceof Uint8Array && value.byteLength === value.buffer.byteLength;
  return whole && value.buffer instanceof ArrayBuffer ? [value.buffer] : [];
}

function refused(name: string, error: z.ZodError | undefined): AppError {
  const detail = error === undefined ? `unknown call ${JSON.stringify(name)}` : z.prettifyError(error);
  return new AppError(
    "refused",
    { zh: "请求格式不正确，已拒绝。", en: "The request was malformed and was refused." },
    detail,
  );
}

function stopped(): AppError {
  return new AppError("engine-stopped", {
    zh: "数据引擎已停止，正在重新启动；已保存的内容不受影响。",
    en: "The data engine stopped and is being restarted; what was saved is untouched.",
  });
}
