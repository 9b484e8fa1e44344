import { spawn } from "node:child_process";
import { resolve } from "node:path";

export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the compiled `fangan` as a process of its own, in English unless told otherwise. */
export function fangan(
  args: readonly string[],
  options: { cwd?: string; signal?: AbortSignal } = {},
): Promise<CommandResult> {
  const program = resolve(import.meta.dirname, "../../dist/data/cli/main.js");
  const language = args.includes("--lang") ? [] : ["--lang", "en"];
  const child = spawn(process.execPath, [program, ...args, ...(args.length === 0 ? [] : language)], {
    cwd: options.cwd,
  });
  options.signal?.addEventListener("abort", () => child.kill("SIGINT"));
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  return new Promise((done) => child.on("close", (status) => done({ status, stdout, stderr })));
}
