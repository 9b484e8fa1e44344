import type { GeometryFamily } from "./catalog.js";
import type { Bounds, Cell, ColumnUnderstanding } from "./project.js";
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

/** A layer inside a file. `geometries` as the file states them, or of the first rows; `rows` null: not known without reading all. */
export interface InspectedLayer {
  readonly name: string;
  readonly geometries: readonly GeometryFamily[];
  readonly rows: number | null;
}

/** What the codes of a field may mean, and what speaks for it. */
export interface ValueProposal {
  /** Canonical column, and the field mapped to it. */
  readonly column: string;
  readonly field: string;
  /** Value in the file → value; to be taken as `Reading.values[column]`. */
  readonly values: Readonly<Record<string, string>>;
  /**
   * Whether it holds unless the user says otherwise (`Reading.values[column]`, `{}` for none). Code lists that contradict each
   * other are offered only, and their codes stay unknown.
   */
  readonly applied: boolean;
  readonly evidence: Text;
}

/** What a file holds, found without importing it. */
export interface Inspection {
  readonly path: string;
  readonly format: string;
  /** Layers in the file; the one inspected is `layer`. */
  readonly layers: readonly InspectedLayer[];
  readonly layer: string;
  /** The family that would be imported. */
  readonly geometry: GeometryFamily | null;
  readonly rows: number | null;
  readonly bytes: number;
  readonly encoding: Guess<string>;
  /** `EPSG:n`, or the name of a CRS without a code; null: not known, a user must say. */
  readonly crs: Guess<string | null>;
  readonly kind: Guess<string>;
  /** Canonical column → field, for the kind. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Columns of `mapping` that rest on a field's values alone: a user should look. */
  readonly unsure: readonly string[];
  /** Canonical column → (value in the file → value), as it would be applied: proposed, a template's, or the user's. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly proposals: readonly ValueProposal[];
  /** Of each mapped column, how much of the rows looked at is understood. */
  readonly understood: readonly ColumnUnderstanding[];
  /** The project's template that fits the file and was applied; null: none, or the user has decided otherwise. */
  readonly template: string | null;
  /** Whether the file's CRS is Xi'an 1980 or Beijing 1954, for which an office may have parameters of its own. */
  readonly oldDatum: boolean;
  /**
   * Of a table: the fields read as easting (or longitude) and northing (or latitude); null: none were found, and without
   * them it cannot be imported. Absent: the file has shapes, or its places come from another table.
   */
  readonly coordinates?: { readonly east: string; readonly north: string } | null;
  readonly fields: readonly InspectedField[];
  /** First 50 rows, cells in the order of `fields`. */
  readonly preview: readonly (readonly Cell[])[];
  /** Canonical column → what each of those rows would hold, for columns with a field; null: unknown. */
  readonly readings: Readonly<Record<string, readonly Cell[]>>;
  /** A drawing of up to 2,000 features: rings or lines in degrees, points as lines of one vertex. */
  readonly picture: {
    readonly bounds: Bounds;
    readonly shapes: readonly (readonly (readonly [number, number])[])[];
  } | null;
  readonly problems: readonly Text[];
}
