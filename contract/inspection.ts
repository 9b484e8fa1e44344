import type { GeometryFamily } from "./catalog.js";
import type { Bounds, Cell } from "./project.js";
import type { Text } from "./text.js";

/** A guess, with what it rests on; `sure` is false where a user should look. */
export interface Guess<Value> {
  readonly value: Value;
  readonly evidence: Text;
  readonly sure: boolean;
}

/** A field of the file with the first values, as they would be read. */
export interface InspectedField {
  readonly name: string;
  readonly type: string;
}

/** What a file holds, found without importing it. */
export interface Inspection {
  readonly path: string;
  readonly format: string;
  /** Layers in the file; the one inspected is `layer`. */
  readonly layers: readonly string[];
  readonly layer: string;
  readonly geometry: GeometryFamily | null;
  readonly rows: number | null;
  readonly bytes: number;
  readonly encoding: Guess<string>;
  /** `EPSG:n`, or the name of a CRS without a code; null: not known, a user must say. */
  readonly crs: Guess<string | null>;
  readonly kind: Guess<string>;
  /** Canonical column → field, for the kind. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly fields: readonly InspectedField[];
  /** First 50 rows, cells in the order of `fields`. */
  readonly preview: readonly (readonly Cell[])[];
  /** A drawing of up to 2,000 features: rings or lines in degrees, points as lines of one vertex. */
  readonly picture: {
    readonly bounds: Bounds;
    readonly shapes: readonly (readonly (readonly [number, number])[])[];
  } | null;
  readonly problems: readonly Text[];
}
