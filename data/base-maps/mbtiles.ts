import { open } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { AppError } from "../../contract/errors.js";
import { connect } from "../../contract/wire.js";
import { threadPort } from "../ports.js";
import { compiledFile } from "../threads/compiled-file.js";
import { cannotOpen, damaged, wrongFormat } from "./faults.js";
import { Lanes } from "./lanes.js";
import type { mbtilesCalls } from "./mbtiles-calls.js";
import type { TileSource } from "./tile-source.js";

/** A tile takes a millisecond, one from a slow network drive a second. Past this a view inside the file has no end. */
const usualPatience = 20_000;

/**
 * An MBTiles file, read in a thread of its own: what SQLite is at cannot be interrupted, but its thread can be ended. That
 * happens after `patience` milliseconds without an answer; the file is given up then. Nothing is written beside the file.
 */
export async function openMbtiles(path: string, patience = usualPatience): Promise<TileSource> {
  await requireSqlite(path);
  const thread = new Worker(compiledFile(new URL("mbtiles-thread.js", import.meta.url)), { workerData: { path } });
  const client = connect<typeof mbtilesCalls>(threadPort(thread));
  const lanes = new Lanes(1);
  let givenUp: AppError | null = null;
  const giveUp = (why: AppError): AppError => {
    givenUp ??= why;
    client.close();
    return givenUp;
  };
  const inTime = async <Answer>(question: () => Promise<Answer>): Promise<Answer> => {
    if (givenUp !== null) throw givenUp;
    const answered = new AbortController();
    const late = wait(patience, null, { signal: answered.signal }).then(() => Promise.reject(giveUp(tooSlow(path))));
    try {
      return await Promise.race([question(), late]);
    } catch (error) {
      const isFile = error instanceof AppError && error.code !== "internal" && error.code !== "engine-stopped";
      throw isFile ? error : giveUp(damaged(path, { zh: "数据库内容", en: "its database" }, error));
    } finally {
      answered.abort();
      late.catch(() => undefined);
    }
  };
  return {
    describe: () => inTime(() => client.ask("describe", {})),
    tile: (place, signal) => lanes.run(signal, () => inTime(() => client.ask("tile", { ...place }))),
    async close() {
      client.close();
    },
  };
}

async function requireSqlite(path: string): Promise<void> {
  const start = Buffer.alloc(20);
  try {
    const file = await open(path, "r");
    await file.read(start, 0, 20, 0).finally(() => file.close());
  } catch (error) {
    throw cannotOpen(path, error);
  }
  if (start.toString("latin1", 0, 16) !== "SQLite format 3\0") {
    throw wrongFormat(path, {
      zh: "它不是 MBTiles 文件。请选择 MBTiles 或 PMTiles 文件。",
      en: "it is no MBTiles file. Choose an MBTiles or PMTiles file.",
    });
  }
  // Read version 2: SQLite would make files beside it to read it (sqlite.org/fileformat2.html, 1.3.3).
  if (start[19] === 2) {
    throw wrongFormat(path, {
      zh: "它以预写日志（WAL）方式保存，不改动它就不能读。请让生成它的软件以普通方式重新导出。",
      en: "it was saved with a write-ahead log (WAL) and cannot be read without changing it. Have it exported again in the usual way.",
    });
  }
}

function tooSlow(path: string): AppError {
  return new AppError("input-damaged", {
    zh: `底图文件 ${path} 长时间读不出图块，已停止读取。请检查它所在的磁盘，或重新生成这个文件，再关闭后打开此底图。`,
    en: `The base map's file ${path} gave no tile for a long time and is not read any more. Check its disk or make the file again, then switch the base map off and on.`,
  });
}
