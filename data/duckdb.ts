import { createRequire } from "node:module";

/**
 * DuckDB's classes and types of columns. Required, not imported: to import a CommonJS package, Node first searches all its
 * files for the names they export, which costs each process 0.08 s.
 */
const duckdb = createRequire(import.meta.url)("@duckdb/node-api") as typeof import("@duckdb/node-api");

export const {
  BIGINT,
  BLOB,
  BOOLEAN,
  blobValue,
  DOUBLE,
  DuckDBBitValue,
  DuckDBDataChunk,
  DuckDBDoubleVector,
  DuckDBInstance,
  DuckDBScalarFunction,
  DuckDBUIntegerVector,
  INTEGER,
  VARCHAR,
} = duckdb;
