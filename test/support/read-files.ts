import { Database } from "../../data/database.js";

/** Reads files of a folder with the database's own readers, in an instance of its own. */
export async function queryFiles(folder: string, sql: string): Promise<Record<string, unknown>[]> {
  const database = await Database.open({ path: ":memory:", folders: [folder] });
  try {
    return await database.using(undefined, (session) => session.rows(sql));
  } finally {
    await database.close();
  }
}
