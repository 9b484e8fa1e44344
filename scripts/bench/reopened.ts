import { resolve } from "node:path";
import { type Measure, milliseconds, percentile } from "./measures.js";
import { runProgram } from "./processes.js";

const times = 5;

/** The project opened by a new process that reads its first tiles, without a window. */
export async function measureReopen(project: string): Promise<Measure[]> {
  const program = resolve(import.meta.dirname, "reopen.js");
  const spent: number[] = [];
  for (let turn = 0; turn < times; turn++) {
    const { milliseconds: took, status, stderr } = await runProgram(process.execPath, [program, project]);
    if (status !== 0) throw new Error(`the project did not open again: ${stderr}`);
    spent.push(took);
  }
  const median = percentile(spent, 0.5);
  return [
    {
      name: `project opened again by a new process, first 16 tiles (${times})`,
      value: `median ${milliseconds(median)}`,
      budget: "2 s",
      met: median <= 2000,
    },
  ];
}
