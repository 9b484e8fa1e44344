import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { spatialExtensionPath } from "../../data/spatial-extension.js";

export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the compiled `fangan` as a process of its own, in English unless told otherwise; `uid` needs root. */
export function fangan(
  args: readonly string[],
  options: { cwd?: string; signal?: AbortSignal; uid?: number } = {},
): Promise<CommandResult> {
  const program = resolve(import.meta.dirname, "../../dist/data/cli/main.js");
  const language = args.includes("--lang") ? [] : ["--lang", "en"];
  const child = spawn(process.execPath, [program, ...args, ...(args.length === 0 ? [] : language)], {
    cwd: options.cwd,
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid, env: environmentOfNobody() }),
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

/** Another user has no cache of their own where the extension would be looked for. */
function environmentOfNobody(): NodeJS.ProcessEnv {
  return { ...process.env, HOME: "/nonexistent", FANGAN_SPATIAL: spatialExtensionPath() };
}
