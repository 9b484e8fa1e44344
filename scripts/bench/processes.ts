import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Milliseconds between two looks at memory: VmHWM keeps each process's own peak in between. */
const lookEvery = 50;

/** Memory of a process and all that it started, in bytes; 0 where /proc is not to be had. */
export interface TreePeak {
  /** The largest peak of any one process. */
  readonly largest: number;
  /** The most that all held at one look. */
  readonly together: number;
  /** Peaks of the process itself and of the largest of those below it. */
  readonly root: number;
  readonly below: number;
}

/** Watches a process tree until `stop` is called. */
export function watchMemory(root: number): { stop(): TreePeak } {
  const peaks = new Map<number, number>();
  let together = 0;
  const look = () => {
    let sum = 0;
    for (const pid of treeOf(root)) {
      const { peak, now } = memoryOf(pid);
      peaks.set(pid, Math.max(peaks.get(pid) ?? 0, peak));
      sum += now;
    }
    together = Math.max(together, sum);
  };
  look();
  const timer = setInterval(look, lookEvery);
  return {
    stop() {
      look();
      clearInterval(timer);
      const below = [...peaks].filter(([pid]) => pid !== root).map(([, peak]) => peak);
      const own = peaks.get(root) ?? 0;
      return { root: own, below: Math.max(0, ...below), largest: Math.max(own, 0, ...below), together };
    },
  };
}

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
  readonly peak: TreePeak;
}

/** Runs a program to its end and watches its memory. */
export async function runProgram(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Finished> {
  const started = performance.now();
  const child: ChildProcess = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const memory = child.pid === undefined ? null : watchMemory(child.pid);
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  const status = await new Promise<number | null>((done) => {
    child.on("close", done);
    child.on("error", (error) => {
      stderr += String(error);
      done(null);
    });
  });
  const nothing = { root: 0, below: 0, largest: 0, together: 0 };
  return { status, stdout, stderr, milliseconds: performance.now() - started, peak: memory?.stop() ?? nothing };
}

/** The largest memory that any process below `root` with this word on its command line has held, in bytes. */
export function peakBelow(root: number, word: string): number {
  return treeOf(root)
    .filter((pid) => readProcess(pid, "cmdline").includes(word))
    .reduce((most, pid) => Math.max(most, memoryOf(pid).peak), 0);
}

/** What a process and all below it have computed, in ms; 0 where /proc is not to be had. */
export function processorTime(root: number): number {
  return treeOf(root).reduce((sum, pid) => {
    const fields = readProcess(pid, "stat")
      .replace(/^.*\) /su, "")
      .split(" ");
    // User and system time in ticks, of which Linux has a hundred a second.
    return sum + 10 * (Number(fields[11] ?? 0) + Number(fields[12] ?? 0));
  }, 0);
}

function treeOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of listProcesses()) {
    const parent = Number(/^PPid:\s+(\d+)/mu.exec(readProcess(name, "status"))?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), name]);
  }
  const tree = [root];
  for (let at = 0; at < tree.length; at++) tree.push(...(children.get(tree[at] ?? 0) ?? []));
  return tree;
}

function listProcesses(): number[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/u.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function readProcess(pid: number, file: "status" | "cmdline" | "stat"): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "latin1");
  } catch {
    return "";
  }
}

function memoryOf(pid: number): { peak: number; now: number } {
  const status = readProcess(pid, "status");
  const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "mu").exec(status)?.[1] ?? 0);
  return { peak: kilobytes("VmHWM") * 1024, now: kilobytes("VmRSS") * 1024 };
}
