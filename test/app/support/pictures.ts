import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "vitest";
import { mapDrawn } from "./acts.js";
import type { Window } from "./window.js";

const folder = join(process.env.FANGAN_OUT ?? resolve(import.meta.dirname, "../../../out"), "screens");

/** Takes a picture of the whole window for people to look at: out/screens/NAME.png. An empty window fails. */
export async function shoot(window: Window, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await mapDrawn(window);
  const picture = await window.page.screenshot({ path: join(folder, `${name}.png`) });
  expect(picture.byteLength).toBeGreaterThan(20_000);
}
