import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Database } from "../../data/database.js";

/** What lies in a closed project: its tables, in alphabetical order, and the files in its folder and scratch folder. */
export async function remainsOf(project: string): Promise<{ tables: string[]; files: string[]; scratch: string[] }> {
  const database = await Database.open({ path: join(project, "layers.duckdb"), folders: [project] });
  try {
    const rows = await database.using(undefined, (session) =>
      session.rows<{ name: string }>(
        "SELECT table_name AS name FROM duckdb_tables() UNION SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY name",
      ),
    );
    return {
      tables: rows.map(({ name }) => name),
      files: readdirSync(project)
        .filter((name) => !name.endsWith(".wal"))
        .sort(),
      scratch: readdirSync(join(project, "scratch")),
    };
  } finally {
    await database.close();
  }
}

/** The tables that every project has. */
export const registryTables = ["crs_entries", "format_entries", "layer_entries", "run_entries", "view_entries"];
