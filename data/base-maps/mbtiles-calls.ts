import { z } from "zod";
import type { BaseMapDescription } from "../../contract/base-maps.js";
import { call } from "../../contract/wire.js";

/** What the thread of an MBTiles file is asked. Each failure is of the file. */
export const mbtilesCalls = {
  describe: call<BaseMapDescription>()(z.strictObject({})),
  tile: call<Uint8Array | null>()(z.strictObject({ z: z.int(), x: z.int(), y: z.int() })),
};
