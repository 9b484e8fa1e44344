/** An SQL identifier, quoted; the only way a name enters a statement. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** An SQL text literal, for the places where DuckDB takes no bound value (COPY targets, ST_Read paths, SET). */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A list of quoted names, for SELECT and CREATE. */
export function quoteNames(names: readonly string[], prefix = ""): string {
  return names.map((name) => prefix + quoteName(name)).join(", ");
}
