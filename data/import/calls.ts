import { z } from "zod";
import { type Corrected, mappingTemplate } from "../../contract/api.js";
import type { GeometryFamily } from "../../contract/catalog.js";
import { datumParameters } from "../../contract/datum.js";
import type { Inspection } from "../../contract/inspection.js";
import type { Bounds, Layer, LayerColumn, SourceReport } from "../../contract/project.js";
import type { Text } from "../../contract/text.js";
import { type Calls, call } from "../../contract/wire.js";
import type { Quarantine } from "./quarantine.js";

const path = z.string();
const words = z.record(z.string(), z.string());
const reading = z.object({
  layer: z.string().optional(),
  encoding: z.string().optional(),
  crs: z.string().optional(),
  fallbackCrs: z.string().optional(),
  kind: z.string().optional(),
  mapping: words.optional(),
  values: z.record(z.string(), words).optional(),
  coordinates: z.object({ east: z.string(), north: z.string() }).optional(),
  template: z.string().optional(),
  shift: z.enum(["gcj02", "bd09"]).optional(),
  datum: datumParameters.optional(),
});
const bounds = z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly();

/** A file made clean: what the engine takes over without reading the original again. */
export interface Converted {
  /**
   * Parquet in `folder`: `fid BIGINT` (row in the file, from 1), source columns (`src_FIELD`), the kind's canonical
   * columns, `geom` WKB BLOB in `projectCrs`, valid, finite, never empty. In the order of the file.
   */
  readonly parquet: string;
  /** Rows that were left out or are doubtful; null where there are none. */
  readonly quarantine: Quarantine | null;
  readonly projectCrs: string;
  readonly geometry: GeometryFamily;
  readonly columns: readonly LayerColumn[];
  readonly bounds: Bounds | null;
  readonly report: SourceReport;
}

/**
 * `folder` is a fresh scratch folder that the engine deletes; `templates` are those that a file may be read by. `projectCrs`
 * null: not decided yet; an import chooses it by the data's centre. `area`: where the project's other layers lie, in degrees;
 * null where there are none.
 */
const inspectRequest = z.object({
  path,
  folder: path,
  reading,
  templates: z.array(mappingTemplate).readonly().default([]),
  projectCrs: z.string().nullable().default(null),
  area: bounds.nullable().default(null),
});
export type Asked = z.input<typeof inspectRequest>;
export type InspectRequest = z.output<typeof inspectRequest>;

/** `datumName`: under which name the project keeps the datum parameters of `reading`; null: it does not. */
const convertRequest = inspectRequest.extend({ kind: z.string(), datumName: z.string().nullable().default(null) });
export type ConvertRequest = z.output<typeof convertRequest>;

/** `parquet` holds the rows of the quarantine, `codes` (column `code`) those of the layer's rows that are not in it. */
const correctRequest = z.object({
  path,
  folder: path,
  kind: z.string(),
  mapping: words,
  values: z.record(z.string(), words),
  projectCrs: z.string(),
  fileCrs: z.string(),
  geometry: z.enum(["point", "line", "polygon"]),
  quarantine: z.custom<Layer>(),
  parquet: path,
  codes: path.nullable(),
});
export type CorrectRequest = z.output<typeof correctRequest>;

/** What a corrected table makes of a quarantine. */
export interface CorrectedRows extends Omit<Corrected, "project"> {
  /** Rows as they are in the layer from now on, as `Converted.parquet` has them; `fid` is that of the layer. */
  readonly changed: { readonly parquet: string; readonly count: number };
  /** Of them, rows that were not in the layer before. */
  readonly entered: number;
  /** The rows that are still to be looked at. */
  readonly quarantine: Quarantine | null;
}

const tableRequest = z.object({ path, folder: path });
export type TableRequest = z.output<typeof tableRequest>;

/** A table of people's making, whole: a returned form, a ledger. Cells stand in the order of `fields`; empty ones are null. */
export interface ListedTable {
  readonly fields: readonly string[];
  /** `row` as a spreadsheet counts it. */
  readonly rows: readonly { readonly row: number; readonly cells: readonly (string | null)[] }[];
  readonly notes: readonly Text[];
  readonly sha256: string;
}

/** What the engine asks of the import worker. */
export const importCalls = {
  inspect: call<Inspection>()(inspectRequest),
  convert: call<Converted>()(convertRequest),
  correct: call<CorrectedRows>()(correctRequest),
  table: call<ListedTable>()(tableRequest),
} satisfies Calls;
