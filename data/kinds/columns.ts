import type { ColumnType } from "../../contract/catalog.js";
import type { Text } from "../../contract/text.js";
import type { KindColumn } from "./kind.js";
import { readCount, readDate, readFlag, readMeasure, readText, readYear } from "./read.js";

interface Given {
  readonly name: string;
  readonly title: Text;
  readonly aliases: readonly string[];
  readonly unit?: string;
  readonly required?: boolean;
}

function define(given: Given, type: ColumnType, sqlType: KindColumn["sqlType"], read: KindColumn["read"]): KindColumn {
  return { required: false, ...given, type, sqlType, read };
}

export const textColumn = (given: Given): KindColumn => define(given, "text", "VARCHAR", readText);
/** A number of things, at least one. */
export const countColumn = (given: Given): KindColumn => define(given, "whole", "INTEGER", readCount);
export const yearColumn = (given: Given): KindColumn => define(given, "year", "INTEGER", readYear);
/** A number that means something only above zero. */
export const measureColumn = (given: Given): KindColumn => define(given, "number", "DOUBLE", readMeasure);
export const flagColumn = (given: Given): KindColumn => define(given, "flag", "BOOLEAN", readFlag);
export const dateColumn = (given: Given): KindColumn => define(given, "date", "DATE", readDate);
