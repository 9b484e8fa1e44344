import { z } from "zod";
import { mappingTemplate } from "../../contract/api.js";
import type { GeometryFamily } from "../../contract/catalog.js";
import type { Inspection } from "../../contract/inspection.js";
import type { Bounds, LayerColumn, SourceReport } from "../../contract/project.js";
import { type Calls, call } from "../../contract/wire.js";

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
  template: z.string().optional(),
});

/** A file made clean: what the engine takes over without reading the original again. */
export interface Converted {
  /**
   * Parquet in `folder`: `fid BIGINT` (row in the file, from 1), source columns (`src_FIELD`), the kind's canonical
   * columns, `geom` WKB BLOB in `projectCrs`, valid, finite, never empty. In the order of the file.
   */
  readonly parquet: string;
  readonly projectCrs: string;
  readonly geometry: GeometryFamily;
  readonly columns: readonly LayerColumn[];
  readonly bounds: Bounds | null;
  readonly report: SourceReport;
}

/** `folder` is a fresh scratch folder that the engine deletes; `templates` are those that a file may be read by. */
const inspectRequest = z.object({
  path,
  folder: path,
  reading,
  templates: z.array(mappingTemplate).readonly().default([]),
});
export type InspectRequest = z.output<typeof inspectRequest>;

/** `projectCrs` null: chosen from the data's centre. */
const convertRequest = inspectRequest.extend({ kind: z.string(), projectCrs: z.string().nullable() });
export type ConvertRequest = z.output<typeof convertRequest>;

/** What the engine asks of the import worker. */
export const importCalls = {
  inspect: call<Inspection>()(inspectRequest),
  convert: call<Converted>()(convertRequest),
} satisfies Calls;
