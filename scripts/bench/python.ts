import { resolve } from "node:path";
import { type Finished, runProgram } from "./processes.js";

/** They bind numpy's linear algebra to one kind of processor; the peers choose for themselves, as on a user's machine. */
const foreign = new Set(["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"]);
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.has(name)));

/** Whether Python with geopandas and scikit-learn is there; says so when not. */
export async function hasPeers(): Promise<boolean> {
  const { status } = await runProgram("python3", ["-c", "import geopandas, sklearn, shapely, pyogrio"], env);
  if (status !== 0) process.stdout.write("Python with geopandas and scikit-learn is not there: no comparison.\n");
  return status === 0;
}

export interface PeerHotspots {
  readonly counts: Readonly<Record<string, number>>;
  readonly timings_ms: Readonly<Record<string, number>>;
}

/** Runs a script of scripts/reference, which prints one JSON object. */
export async function runPeer<Answer>(script: string, args: readonly string[]): Promise<Finished & { answer: Answer }> {
  const file = resolve(import.meta.dirname, "../../../scripts/reference", script);
  const ran = await runProgram("python3", [file, ...args], env);
  if (ran.status !== 0) throw new Error(`${script} ended with ${ran.status}: ${ran.stderr}`);
  return { ...ran, answer: JSON.parse(ran.stdout) as Answer };
}
