import type { Catalog } from "../contract/catalog.js";
import { analyses } from "./analyses/index.js";
import { writeFormats } from "./exports/index.js";
import { readFormats } from "./formats/index.js";
import { kinds } from "./kinds/index.js";
import { columnEntry } from "./kinds/kind.js";
import { vulnerabilityFactors } from "./risk/factors/index.js";
import { profiles } from "./risk/profiles.js";

/** Everything the engine can do, as plain data, from the lists of small files that do it. */
export function readCatalog(): Catalog {
  return {
    kinds: kinds.map(({ name, title, explanation, geometry, columns }) => ({
      name,
      title,
      explanation,
      geometry,
      columns: columns.map(columnEntry),
    })),
    analyses: analyses.map(({ name, title, explanation, method, inputs, parameters }) => ({
      name,
      title,
      explanation,
      ...(method === undefined ? {} : { method }),
      inputs,
      parameters,
    })),
    factors: vulnerabilityFactors.map(({ name, title, explanation, source }) => ({ name, title, explanation, source })),
    profiles,
    readFormats: readFormats.map(({ name, title, extensions }) => ({ name, title, extensions })),
    writeFormats: writeFormats.map(({ name, title, extensions }) => ({ name, title, extensions })),
  };
}
