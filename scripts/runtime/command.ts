import { spawn } from "node:child_process";

export interface CommandOptions {
  /** Milliseconds after which the command is ended; it then counts as failed. */
  readonly timeout: number;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

export interface CommandOutcome {
  readonly ok: boolean;
  readonly stdout: string;
  /** The last line of what went wrong, fit for a sentence. */
  readonly fault: string;
}

/** Runs a program to its end, its output kept. A program that is not there is a failed one. */
export function runCommand(program: string, args: readonly string[], options: CommandOptions): Promise<CommandOutcome> {
  return new Promise((resolve) => {
    const child = spawn(program, [...args], {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: options.timeout,
      killSignal: "SIGKILL",
      // npm is a script on Windows, which only a shell starts.
      shell: process.platform === "win32" && !program.endsWith(".exe"),
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.on("error", (error) => resolve({ ok: false, stdout, fault: error.message }));
    child.on("close", (code, signal) => {
      const last = stderr.trim().split("\n").at(-1) ?? "";
      const fault = signal === null ? last : `${program} did not end within ${options.timeout / 1000} s`;
      resolve({ ok: code === 0, stdout, fault });
    });
  });
}

/** Runs a program whose output is the user's to see, and returns its exit status; one that was ended counts as failed. */
export function showCommand(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env: NodeJS.ProcessEnv },
): Promise<number> {
  const child = spawn(program, [...args], { stdio: "inherit", ...options });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

/** npm as it was started, or the one on the path. */
export function npm(args: readonly string[], options: CommandOptions): Promise<CommandOutcome> {
  const script = process.env.npm_execpath;
  return script?.endsWith(".js")
    ? runCommand(process.execPath, [script, ...args], options)
    : runCommand("npm", args, options);
}
