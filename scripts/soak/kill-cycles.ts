import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { checkJournal } from "../../data/ledger/journal.js";
import { journalPath } from "../../data/ledger/ledger.js";

export interface KillReport {
  readonly cycles: number;
  /** Decisions that were acknowledged; those of them that the journal has not. */
  readonly acknowledged: number;
  readonly lost: number;
  /** Lines of the journal that do not fit. */
  readonly damaged: number;
}

/** What the process does until it is killed: decides at random, four at a time, and says each decision that was acknowledged. */
function worker(engine: string, project: string, seed: number): string {
  return `
    import { openLocalEngine } from ${JSON.stringify(engine)};
    const { client } = openLocalEngine();
    const project = ${JSON.stringify(project)};
    await client.ask("project.open", { path: project });
    await client.ask("ledger.sign", { name: "周正" });
    let state = ${seed};
    const random = (below) => (state = (state * 1103515245 + 12345) % 2147483648) % below;
    const work = async (hand) => {
      for (let step = 0; ; step++) {
        const name = "k${seed}-" + hand + "-" + step;
        const { list } = await client.ask("list.create", { name });
        process.send(name);
        if (random(4) === 0) {
          await client.ask("list.rename", { list, name: name + "!" });
          process.send(name + "!");
        }
        if (random(8) === 0) {
          await client.ask("list.create", { name: name + "?".repeat(1 + random(150)) });
        }
      }
    };
    await Promise.all([0, 1, 2, 3].map(work));`;
}

/**
 * Starts an engine on `project`, lets it decide, kills it with SIGKILL at a random moment, and looks whether every
 * acknowledged decision is in the journal and the journal whole; so many times over. The seed decides the moments.
 */
export async function killCycles(
  engine: string,
  folder: string,
  project: string,
  cycles: number,
  seed: number,
): Promise<KillReport> {
  const acknowledged = new Set<string>();
  let [lost, damaged] = [0, 0];
  let state = seed;
  for (let cycle = 0; cycle < cycles; cycle++) {
    state = (state * 48271) % 2147483647;
    const file = join(folder, "kill-worker.mjs");
    writeFileSync(file, worker(engine, project, seed * 100_000 + cycle));
    const child = fork(file, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    child.on("message", (name) => acknowledged.add(String(name)));
    const ended = once(child, "exit").then(() => {
      throw new Error("the process ended before it was killed");
    });
    await Promise.race([once(child, "message"), ended]);
    await wait(state % 150);
    ended.catch(() => undefined);
    await killNow(child);
    const { entries, damage } = await checkJournal(journalPath(project));
    const names = new Set(
      entries.flatMap(({ events }) =>
        events.flatMap((event) => (event.type === "list.create" || event.type === "list.rename" ? [event.name] : [])),
      ),
    );
    lost = [...acknowledged].filter((name) => !names.has(name)).length;
    damaged += damage.length;
    if (lost > 0 || damaged > 0) break;
  }
  return { cycles, acknowledged: acknowledged.size, lost, damaged };
}

async function killNow(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}
