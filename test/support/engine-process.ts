import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Starts a process of its own that runs `script`: the body of an async function with `client` (a local engine's) and
 * `say` (sends a message here). It lives until it is killed.
 */
export function startEngineProcess(folder: string, script: string): ChildProcess {
  const engine = new URL("../../dist/data/local-engine.js", import.meta.url).href;
  const file = join(folder, `process-${Math.round(performance.now())}.mjs`);
  writeFileSync(
    file,
    `import { openLocalEngine } from ${JSON.stringify(engine)};
     const { client } = openLocalEngine();
     const say = (message) => process.send(message);
     setInterval(() => undefined, 1000);
     try { ${script}\n } catch (error) { say({ error: error.code ?? String(error) }); }`,
  );
  return fork(file, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
}

/** The first message that passes; fails when the process ends before. */
export function heard(child: ChildProcess, passes: (message: unknown) => boolean): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.on("message", (message) => {
      if (passes(message)) resolve(message);
    });
    child.once("exit", () => reject(new Error("the process ended without a word")));
  });
}

export async function killHard(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

/** Numbers of this process' import workers. Linux only. */
export function importWorkers(parent = process.pid): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .filter((pid) => {
      const read = (file: string) => {
        try {
          return readFileSync(`/proc/${pid}/${file}`, "utf8");
        } catch {
          return "";
        }
      };
      const stat = read("stat");
      return (
        Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === parent &&
        read("cmdline").includes("worker-process.js")
      );
    })
    .map(Number);
}
