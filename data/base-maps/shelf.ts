import type { BaseMap, BaseMapCalls, BaseMapSource } from "../../contract/base-maps.js";
import { AppError } from "../../contract/errors.js";
import type { Handlers } from "../../contract/wire.js";
import { openMbtiles } from "./mbtiles.js";
import { openPmtiles } from "./pmtiles.js";
import { openServer } from "./tile-server.js";
import type { TileSource } from "./tile-source.js";

interface Place {
  readonly source: BaseMapSource;
  /** Opened when it is first asked for. One that cannot be opened is tried again when it is switched on again. */
  opened: Promise<TileSource> | null;
}

/** The base maps that are on, and the answers to calls about them. Nothing is opened or asked for before a tile is wanted. */
export class BaseMapShelf {
  readonly #places = new Map<number, Place>();

  readonly handlers: Handlers<BaseMapCalls> = {
    "base.describe": async ({ id }) => await (await this.#source(id)).describe(),
    "base.tile": async ({ id, z, x, y }, { signal }) => {
      const source = await this.#source(id);
      const side = 2 ** z;
      return x < side && y < side ? await source.tile({ z, x, y }, signal) : null;
    },
  };

  /** Takes the base maps as they are now; what is off or gone is closed. */
  put(maps: readonly BaseMap[]): void {
    const wanted = new Map(maps.filter(({ shown }) => shown).map(({ id, source }) => [id, source]));
    for (const [id, place] of this.#places) {
      if (JSON.stringify(wanted.get(id)) === JSON.stringify(place.source)) continue;
      this.#places.delete(id);
      void place.opened?.then((source) => source.close()).catch(() => undefined);
    }
    for (const [id, source] of wanted) if (!this.#places.has(id)) this.#places.set(id, { source, opened: null });
  }

  async #source(id: number): Promise<TileSource> {
    const place = this.#places.get(id);
    if (place === undefined) throw unknown();
    place.opened ??= open(place.source);
    return await place.opened;
  }
}

async function open(source: BaseMapSource): Promise<TileSource> {
  if (source.type === "server") return openServer(source);
  return /\.pmtiles$/iu.test(source.path) ? await openPmtiles(source.path) : await openMbtiles(source.path);
}

function unknown(): AppError {
  return new AppError("refused", {
    zh: "没有这个底图，或它没有打开。请在图层面板中打开它。",
    en: "There is no such base map, or it is off. Switch it on in the layer panel.",
  });
}
