import { readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { bytes, type Measure, milliseconds } from "./measures.js";
import { runProgram } from "./processes.js";

export type Counts = Readonly<Record<string, number>>;

export interface WholeCommand {
  readonly counts: Counts;
  readonly timings: Readonly<Record<string, number>>;
  readonly milliseconds: number;
  readonly measures: readonly Measure[];
}

/** Runs `fangan hotspots` on the sample as a process of its own. */
export async function runWholeCommand(sample: string, out: string, asOf: number): Promise<WholeCommand> {
  rmSync(out, { recursive: true, force: true });
  const program = resolve(import.meta.dirname, "../../data/cli/main.js");
  const inputs = ["buildings", "pipes", "sites"].flatMap((kind) => [`--${kind}`, join(sample, `${kind}.shp`)]);
  const ran = await runProgram(process.execPath, [
    program,
    "hotspots",
    ...inputs,
    "--out",
    out,
    "--set",
    `as_of=${asOf}`,
  ]);
  if (ran.status !== 0) throw new Error(`fangan hotspots ended with ${ran.status}: ${ran.stderr}`);
  const report = JSON.parse(readFileSync(join(out, "report.json"), "utf8")) as {
    counts: Counts;
    timings_ms: Record<string, number>;
  };
  const timings = report.timings_ms;
  const limit = 2e9;
  return {
    counts: report.counts,
    timings,
    milliseconds: ran.milliseconds,
    measures: [
      { name: "`fangan hotspots`, whole command", value: milliseconds(ran.milliseconds) },
      ...["import", "screen", "cluster", "export"].map((step) => ({
        name: `— ${step}`,
        value: milliseconds(timings[step] ?? 0),
      })),
      {
        name: "— peak memory of the engine",
        value: bytes(ran.peak.root),
        budget: "2 GB",
        met: ran.peak.root <= limit,
      },
      { name: "— peak memory of an import worker", value: bytes(ran.peak.below) },
      { name: "— most of all processes at one time", value: bytes(ran.peak.together) },
    ],
  };
}
