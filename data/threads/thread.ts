import { parentPort, workerData } from "node:worker_threads";
import { type Report, type Tasks, tasks } from "./tasks.js";

/** A thread that does one task and ends. Its typed arrays are handed over, not copied. */
const { name, input } = workerData as { name: keyof Tasks; input: never };
const work = tasks[name] as (input: never, report: Report) => object | Promise<object>;
const result = await work(input, (done, total) => parentPort?.postMessage({ type: "progress", done, total }));
const buffers = Object.values(result).flatMap((value) =>
  ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
);
parentPort?.postMessage({ type: "done", result }, [...new Set(buffers)]);
