import { useEffect, useState } from "react";
import type { Cell, Layer } from "../../contract/project.js";
import { ask } from "../engine/engine.js";
import { showError } from "../state/notices.js";

export interface Member {
  readonly fid: number;
  readonly title: string | null;
  /** Paint class of the member. */
  readonly reason: string | null;
  readonly year: Cell;
}

export interface Members {
  readonly total: number;
  readonly members: readonly Member[];
}

const naming = ["name", "address", "code"];

/** The buildings of a cluster, at most 1,000; null until they are read. */
export function useMembers(layer: Layer | null, cluster: number): Members | null {
  const [found, setFound] = useState<Members | null>(null);
  useEffect(() => {
    setFound(null);
    if (layer === null) return;
    const abort = new AbortController();
    readMembers(layer, cluster, abort.signal).then(
      (read) => !abort.signal.aborted && setFound(read),
      (thrown) => !abort.signal.aborted && showError(thrown),
    );
    return () => abort.abort();
  }, [layer, cluster]);
  return found;
}

async function readMembers(layer: Layer, cluster: number, signal: AbortSignal): Promise<Members> {
  const has = (name: string) => layer.columns.some((column) => column.name === name);
  const titles = naming.filter(has);
  const reason = layer.paint.column;
  const columns = [...titles, ...(reason === null ? [] : [reason]), ...(has("build_year") ? ["build_year"] : [])];
  const filter = [{ column: "cluster", compare: "=" as const, value: cluster }];
  const page = await ask("layer.rows", { layer: layer.id, columns, filter, offset: 0, limit: 1000 }, { signal });
  const members = page.rows.map(({ fid, cells }) => {
    const cell = (name: string): Cell => cells[page.columns.indexOf(name)] ?? null;
    const title = titles.map(cell).find((value) => value !== null && value !== "");
    const why = reason === null ? null : cell(reason);
    return {
      fid,
      title: title === undefined ? null : String(title),
      reason: why === null ? null : String(why),
      year: cell("build_year"),
    };
  });
  return { total: page.total, members };
}
