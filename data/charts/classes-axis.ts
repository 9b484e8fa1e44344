import { classSql } from "../layers/class-sql.js";
import { noDataClass } from "../layers/classifiers/ranges.js";
import type { LayerSource } from "../layers/layer-source.js";
import type { CodedAxis } from "./chart.js";

/**
 * The classes by which the layer is styled, as the colours of bars of the same column; null where it is styled by another.
 * Each row is put into its class by the layer's one classifier, so that a bar across a break shows how many of its rows lie on
 * either side: by the bar's ends alone no colour would be true of it.
 */
export function classesAxis({ layer }: LayerSource, column: string): CodedAxis | null {
  const { paint } = layer;
  const known = paint.classes.filter(({ value }) => value !== null);
  if (paint.column !== column || known.length === 0) return null;
  const none = paint.classes.find(({ value }) => value === null) ?? noDataClass;
  // `classSql` counts the paint's classes, which may have no data among the others; here it is the last.
  const codes = paint.classes.map((each) => (each.value === null ? known.length : known.indexOf(each)));
  return {
    axis: {
      by: "classes",
      column,
      title: layer.columns.find(({ name }) => name === column)?.title ?? { zh: column, en: column },
      bins: [...known, none].map(({ value, title, colour }) => ({ title, value, colour })),
    },
    columns: [column],
    sql: `coalesce(list_extract([${codes.join(", ")}], ${classSql(layer)} + 1), ${known.length})`,
  };
}
