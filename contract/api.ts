import { z } from "zod";
import type { Catalog } from "./catalog.js";
import type { Inspection } from "./inspection.js";
import { parameterValue } from "./parameters.js";
import type { Bounds, Cell, Layer, Project, SourceReport } from "./project.js";
import { type Calls, call } from "./wire.js";

const layerId = z.int().positive();
const path = z.string().min(1).max(4096);
const shortText = z.string().max(200);

/** What a user corrects in the import dialog. Absent: guessed, and the guess is said. */
const reading = z.strictObject({
  /** Layer inside the file, where it has several. */
  layer: shortText.optional(),
  encoding: shortText.optional(),
  /** `EPSG:n`; overrides what the file says. */
  crs: shortText.optional(),
  /** `EPSG:n` for a file that states no CRS of its own. */
  fallbackCrs: shortText.optional(),
  kind: shortText.optional(),
  /** Canonical column → field; an empty field name means "none". */
  mapping: z.record(shortText, shortText).optional(),
  /** Canonical column → (value in the file → value): `{ altered: { "0": "true" } }`. */
  values: z.record(shortText, z.record(shortText, shortText)).optional(),
});
export type Reading = z.infer<typeof reading>;

const comparison = z.enum(["=", "!=", "<", "<=", ">", ">=", "contains", "empty", "not-empty"]);

/** A condition on one column. All conditions of a filter hold. */
const condition = z.strictObject({
  column: shortText,
  compare: comparison,
  value: z.union([z.string().max(400), z.number(), z.boolean()]).optional(),
});
export type Condition = z.infer<typeof condition>;

const order = z.strictObject({ column: shortText, descending: z.boolean() });

export interface RowPage {
  /** Rows that pass the filter, in the whole layer. */
  readonly total: number;
  readonly columns: readonly string[];
  /** `fid` and cells in the order of `columns`. */
  readonly rows: readonly { readonly fid: number; readonly cells: readonly Cell[] }[];
}

export interface Feature {
  readonly layer: number;
  readonly fid: number;
  readonly values: Readonly<Record<string, Cell>>;
  readonly bounds: Bounds;
  /** Shortest lines from the feature to what its distances were measured to, in degrees. */
  readonly links: readonly {
    readonly layer: number;
    readonly fid: number;
    readonly metres: number;
    readonly from: readonly [number, number];
    readonly to: readonly [number, number];
  }[];
}

/** Where a feature lies: west, south, east, north in degrees. */
export interface Place {
  readonly fid: number;
  readonly bounds: Bounds;
}

export interface Imported {
  readonly project: Project;
  readonly layer: Layer;
  readonly report: SourceReport;
}

export interface RunOutcome {
  readonly project: Project;
  readonly run: number;
}

/** Everything the page, the command line and the tests can ask of the engine. */
export const api = {
  "catalog.read": call<Catalog>()(z.strictObject({})),
  /** Makes `path` (a folder ending in .fangan). Throws `output-exists` unless `replace`. */
  "project.create": call<Project>()(
    z.strictObject({ path, name: shortText.optional(), crs: shortText.optional(), replace: z.boolean().optional() }),
  ),
  "project.open": call<Project>()(z.strictObject({ path })),
  "project.read": call<Project>()(z.strictObject({})),
  "project.close": call<null>()(z.strictObject({})),
  "source.inspect": call<Inspection>()(z.strictObject({ path, reading: reading.optional() })),
  "source.import": call<Imported>()(
    z.strictObject({ path, kind: shortText, reading: reading.optional(), name: shortText.optional() }),
  ),
  "analysis.run": call<RunOutcome>()(
    z.strictObject({
      analysis: shortText,
      inputs: z.record(shortText, layerId),
      parameters: z.record(shortText, parameterValue),
    }),
  ),
  /** A Mapbox vector tile, uncompressed; empty where nothing lies. Layer inside: `features` or, at low zooms, `cells`. */
  "layer.tile": call<Uint8Array>()(
    z.strictObject({
      layer: layerId,
      z: z.int().min(0).max(22),
      x: z.int().min(0).max(4194303),
      y: z.int().min(0).max(4194303),
    }),
  ),
  "layer.rows": call<RowPage>()(
    z.strictObject({
      layer: layerId,
      columns: z.array(shortText).max(300).optional(),
      order: order.optional(),
      filter: z.array(condition).max(50).optional(),
      offset: z.int().min(0),
      limit: z.int().min(1).max(1000),
    }),
  ),
  "layer.feature": call<Feature>()(z.strictObject({ layer: layerId, fid: z.int().min(0) })),
  /** Where these features lie; those that are not there are left out. */
  "layer.places": call<readonly Place[]>()(z.strictObject({ layer: layerId, fids: z.array(z.int().min(0)).max(1000) })),
  /** Rows per paint class of the layer, null for no data: the legend's counts. */
  "layer.classes": call<readonly { readonly value: string | null; readonly count: number }[]>()(
    z.strictObject({ layer: layerId }),
  ),
  "layer.export": call<{ path: string; rows: number }>()(
    z.strictObject({
      layer: layerId,
      path,
      filter: z.array(condition).max(50).optional(),
      replace: z.boolean().optional(),
    }),
  ),
  "layer.remove": call<Project>()(z.strictObject({ layer: layerId })),
  /** Writes hotspots.csv, hotspots.geojson, buildings.csv and report.json of a `hotspots` run into a new folder. */
  "run.export": call<{ files: readonly string[] }>()(
    z.strictObject({
      run: z.int().positive(),
      folder: path,
      replace: z.boolean().optional(),
      /** Milliseconds since 1970 when the whole job began: `timings_ms.total` counts from here. */
      since: z.number().optional(),
    }),
  ),
} satisfies Calls;

export type Api = typeof api;
export type CallInput<Name extends keyof Api> = z.input<Api[Name]["input"]>;
export type CallOutput<Name extends keyof Api> = Api[Name] extends { output?: infer Output }
  ? NonNullable<Output>
  : never;
