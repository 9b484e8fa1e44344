import type { Database, Session } from "../database.js";
import { ByAppearance } from "./by-appearance.js";
import type { LayerSource } from "./layer-source.js";
import { Painted } from "./painted.js";

/**
 * The classes of the rows of layers: read once an appearance, and both counted by legend, panel and card and painted on the map.
 * Each of them used to work out a million scores for itself.
 */
export class Paintings {
  private readonly painted = new ByAppearance<Painted>();

  constructor(private readonly database: Database) {}

  /** Read by `session` where it was not yet, so that whoever asked can give up; without one it is read to its end. */
  async of(source: LayerSource, session?: Session): Promise<Painted> {
    return await this.painted.of(source, () =>
      session === undefined
        ? this.database.using(undefined, (own) => Painted.read(own, source))
        : Painted.read(session, source),
    );
  }
}
