import type { ReasonedKind } from "../../contract/reasons.js";
import type { PressureProfile, Scheme } from "../../contract/scheme.js";
import type { Text } from "../../contract/text.js";
import type { BuildingFacts } from "../risk/factors/factor.js";

/** What a result was measured to. */
export interface Neighbour {
  /** Its code or name, else its row. */
  readonly name: string;
  /** Wall thickness of a pipe in mm; null: not known. */
  readonly wall_mm: number | null;
}

/** What the rows of a layer were judged by. */
export interface Grounds {
  /** By which the layer is scored as it is shown; null for a layer without scores. */
  readonly scheme: Scheme | null;
  /** Whose ranges and clearances held; null where none did. */
  readonly profile: PressureProfile | null;
  /** Parameters of the run. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly pipes: ReadonlyMap<number, Neighbour>;
  readonly sites: ReadonlyMap<number, Neighbour>;
}

/** How a row of one kind of result says why it is as it is. */
export interface Reasoner {
  readonly kind: ReasonedKind;
  /** Columns that it reads, as far as the layer has them. */
  readonly columns: readonly string[];
  /** The parts of the line, the most urgent first; null is left out. None: there is nothing to say. */
  readonly parts: (facts: BuildingFacts, grounds: Grounds) => readonly (Text | null)[];
}

/** One readable line; null where there is nothing to say. */
export function joined(parts: readonly (Text | null)[]): Text | null {
  const said = parts.filter((part) => part !== null);
  if (said.length === 0) return null;
  return { zh: said.map(({ zh }) => zh).join("；"), en: said.map(({ en }) => en).join("; ") };
}

export function numberOf(value: BuildingFacts[string]): number | null {
  return typeof value === "number" ? value : null;
}

/** The neighbour that a row names, also where its layer has gone. */
export function neighbourOf(known: ReadonlyMap<number, Neighbour>, fid: BuildingFacts[string]): Neighbour {
  const row = numberOf(fid);
  return (row === null ? undefined : known.get(row)) ?? { name: row === null ? "" : String(row), wall_mm: null };
}
