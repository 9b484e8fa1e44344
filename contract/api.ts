import { z } from "zod";
import { cardCalls, type Link } from "./card-calls.js";
import type { Catalog } from "./catalog.js";
import { chartCalls } from "./chart-calls.js";
import { condition, order } from "./conditions.js";
import { datumParameters } from "./datum.js";
import type { Inspection } from "./inspection.js";
import { type DecisionsKept, keepCalls, type Relinked } from "./keep-calls.js";
import { ledgerCalls } from "./ledger-calls.js";
import { parameterValue } from "./parameters.js";
import type { Bounds, Cell, ChangeCounts, Layer, Project, SourceReport } from "./project.js";
import { rangeCalls } from "./ranges.js";
import { returnedCalls } from "./returned-calls.js";
import { reviewCalls } from "./review-calls.js";
import { schemeCalls } from "./scheme-calls.js";
import { searchCalls } from "./search-calls.js";
import { setCalls } from "./set-calls.js";
import { locales, type Text } from "./text.js";
import { viewCalls } from "./view-calls.js";
import { type Calls, call } from "./wire.js";

const layerId = z.int().positive();
const path = z.string().min(1).max(4096);
const shortText = z.string().max(200);
const language = z.enum(locales);

/** Coordinates as Chinese web maps shift them: GCJ-02 (高德, 腾讯), BD-09 (百度). */
const shiftSystem = z.enum(["gcj02", "bd09"]);
export type ShiftSystem = z.infer<typeof shiftSystem>;

/** See `MappingTemplate`. */
export const mappingTemplate = z.strictObject({
  name: shortText.min(1),
  kind: shortText,
  fields: z.array(shortText).max(300).readonly(),
  encoding: shortText.optional(),
  crs: shortText.optional(),
  mapping: z.record(shortText, shortText),
  values: z.record(shortText, z.record(shortText, shortText)),
});

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
  /** Fields of a table that hold easting (or longitude) and northing (or latitude). */
  coordinates: z.strictObject({ east: shortText, north: shortText }).optional(),
  /** Name of a template of the project to read by; empty: none, even where one fits. */
  template: shortText.optional(),
  /** The file's coordinates are shifted as in Chinese web maps; the shift is undone. */
  shift: shiftSystem.optional(),
  /** Where the file is in Xi'an 1980 or Beijing 1954. */
  datum: datumParameters.optional(),
});
export type Reading = z.infer<typeof reading>;

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
  /** Null for a row without a place, as a quarantine has them. */
  readonly bounds: Bounds | null;
  /** Of a result: why it is as it is, in one line; null where it has nothing to say. See `reasonedKinds`. */
  readonly reason: Text | null;
  /** To what its distances were measured to. */
  readonly links: readonly Link[];
}

/** Where a feature lies: west, south, east, north in degrees. */
export interface Place {
  readonly fid: number;
  readonly bounds: Bounds;
}

/** See `layer.near`; `metres` from edge to edge. */
export interface HousesNear {
  readonly total: number;
  readonly classes: readonly { readonly value: string | null; readonly count: number }[];
  readonly nearest: readonly { readonly fid: number; readonly title: string | null; readonly metres: number }[];
}

export interface Imported {
  readonly project: Project;
  readonly layer: Layer;
  readonly report: SourceReport;
  /** Against the revision before, where the file replaced a layer. */
  readonly changes: ChangeCounts | null;
  /** Buildings of the ledger whose layer had been lost; null where there were none. */
  readonly relinked: Relinked | null;
  /** Null where nothing was decided about the layer's buildings, nor about any that were lost. */
  readonly decided: DecisionsKept | null;
}

/** Rows of a quarantine that came back corrected. */
export interface Corrected {
  readonly project: Project;
  /** Rows that are right now: they are in the layer and no longer in quarantine. */
  readonly corrected: number;
  /** Rows still in quarantine. */
  readonly remaining: number;
  /** Rows of the table that the quarantine does not have; rows beyond the first with a number, which are not read. */
  readonly unknown: number;
  readonly repeated: number;
}

/** Whether a layer lies off a trusted one as a web map's shift would have it. */
export interface ShiftFinding {
  /** Null: nothing speaks for a shift. */
  readonly system: ShiftSystem | null;
  readonly evidence: Text;
  /** The trusted layer it was compared with; null where the project has none. */
  readonly against: number | null;
  /** Metres by which undoing it moves the middle of the layer. */
  readonly distance_m: number;
  /** Up to 200 features, from where they are to where they would be, in degrees. */
  readonly moves: readonly { readonly from: readonly [number, number]; readonly to: readonly [number, number] }[];
}

export interface RunOutcome {
  readonly project: Project;
  readonly run: number;
}

/** Everything the page, the command line and the tests can ask of the engine. */
export const api = {
  ...ledgerCalls,
  ...schemeCalls,
  ...setCalls,
  ...rangeCalls,
  ...searchCalls,
  ...returnedCalls,
  ...reviewCalls,
  ...chartCalls,
  ...viewCalls,
  ...cardCalls,
  ...keepCalls,
  "catalog.read": call<Catalog>()(z.strictObject({})),
  /** Makes `path` (a folder ending in .fangan). Throws `output-exists` unless `replace`. */
  "project.create": call<Project>()(
    z.strictObject({ path, name: shortText.optional(), crs: shortText.optional(), replace: z.boolean().optional() }),
  ),
  "project.open": call<Project>()(z.strictObject({ path })),
  "project.read": call<Project>()(z.strictObject({})),
  "project.close": call<null>()(z.strictObject({})),
  /** `templates` stand beside those of the project, before one of the same name. */
  "source.inspect": call<Inspection>()(
    z.strictObject({
      path,
      reading: reading.optional(),
      templates: z.array(mappingTemplate).max(100).readonly().optional(),
    }),
  ),
  "source.import": call<Imported>()(
    z.strictObject({
      path,
      kind: shortText,
      reading: reading.optional(),
      templates: z.array(mappingTemplate).max(100).readonly().optional(),
      name: shortText.optional(),
      /** A layer of the same kind of which this is a newer version: it gets a new revision instead of a layer beside it. */
      replaces: layerId.optional(),
    }),
  ),
  /** Takes rows of a quarantine layer back from a table that was exported from it and corrected; `row` tells which. */
  "quarantine.correct": call<Corrected>()(z.strictObject({ layer: layerId, path })),
  /** Compares with `against`, else with the project's buildings or boundaries. */
  "shift.detect": call<ShiftFinding>()(z.strictObject({ layer: layerId, against: layerId.optional() })),
  /** Moves every vertex back, as a new revision of the layer. */
  "shift.undo": call<Project>()(z.strictObject({ layer: layerId, system: shiftSystem })),
  /** Keeps a template in the project, in place of one of the same name. */
  "template.save": call<Project>()(z.strictObject({ template: mappingTemplate })),
  "template.remove": call<Project>()(z.strictObject({ name: shortText })),
  /** A template as a JSON file, to be carried to another project. */
  "template.write": call<{ path: string }>()(
    z.strictObject({ name: shortText, path, replace: z.boolean().optional() }),
  ),
  "template.read": call<Project>()(z.strictObject({ path })),
  /** Keeps an office's datum parameters in the project; null removes them. */
  "datum.save": call<Project>()(z.strictObject({ name: shortText.min(1), parameters: datumParameters.nullable() })),
  "analysis.run": call<RunOutcome>()(
    z.strictObject({
      analysis: shortText,
      inputs: z.record(shortText, layerId),
      parameters: z.record(shortText, parameterValue),
    }),
  ),
  /** Does a run again: same inputs, parameters and versions of schemes; beside it a new run. */
  "run.again": call<RunOutcome>()(z.strictObject({ run: z.int().positive() })),
  /** A Mapbox vector tile of what passes the family's filter, uncompressed; empty where nothing lies. Layer inside: `features` or, at low zooms, `cells`. */
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
      /** Of the lines of reasons; absent: Chinese. */
      language: language.optional(),
    }),
  ),
  /** Which row of the table a feature has under a sort and filter, from 0; null where the filter leaves it out. */
  "layer.row-index": call<{ index: number | null }>()(
    z.strictObject({
      layer: layerId,
      fid: z.int().min(0),
      order: order.optional(),
      filter: z.array(condition).max(50).optional(),
    }),
  ),
  "layer.feature": call<Feature>()(z.strictObject({ layer: layerId, fid: z.int().min(0) })),
  /** Where these features lie; those that are not there, or have no place, are left out. */
  "layer.places": call<readonly Place[]>()(z.strictObject({ layer: layerId, fids: z.array(z.int().min(0)).max(1000) })),
  /** Rows per paint class of what passes the family's filter, null for no data: the legend's counts. */
  "layer.classes": call<readonly { readonly value: string | null; readonly count: number }[]>()(
    z.strictObject({ layer: layerId }),
  ),
  /** Houses of a layer within metres of a row of another: how many of each class of their paint, and the nearest. */
  "layer.near": call<HousesNear>()(
    z.strictObject({
      layer: layerId,
      fid: z.int().min(0),
      houses: layerId,
      metres: z.number().min(0).max(100_000),
    }),
  ),
  "layer.export": call<{ path: string; rows: number }>()(
    z.strictObject({
      layer: layerId,
      path,
      filter: z.array(condition).max(50).optional(),
      replace: z.boolean().optional(),
      language: language.optional(),
    }),
  ),
  "layer.remove": call<Project>()(z.strictObject({ layer: layerId })),
  /** Writes hotspots.csv, hotspots.geojson, buildings.csv and report.json of a `hotspots` run into a new folder. */
  "run.export": call<{ files: readonly string[] }>()(
    z.strictObject({
      run: z.int().positive(),
      folder: path,
      replace: z.boolean().optional(),
      language: language.optional(),
      /** Milliseconds since 1970 when the whole job began: `timings_ms.total` counts from here. */
      since: z.number().optional(),
    }),
  ),
} satisfies Calls;

export type { Condition } from "./conditions.js";
export type Api = typeof api;
export type CallInput<Name extends keyof Api> = z.input<Api[Name]["input"]>;
export type CallOutput<Name extends keyof Api> = Api[Name] extends { output?: infer Output }
  ? NonNullable<Output>
  : never;
