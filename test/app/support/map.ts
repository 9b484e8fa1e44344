import type { Window } from "./window.js";

type Point = readonly [number, number];

/**
 * Where on the screen a place lies, in px, found as a person would: by moving the mouse over the map and reading the
 * position in the status bar.
 */
export async function pixelOf(window: Window, [longitude, latitude]: Point): Promise<{ x: number; y: number }> {
  const box = await window.page.getByTestId("map").boundingBox();
  if (box === null) throw new Error("there is no map");
  let a = { x: box.x + box.width * 0.3, y: box.y + box.height * 0.3 };
  let b = { x: box.x + box.width * 0.6, y: box.y + box.height * 0.6 };
  let placeA = await positionAt(window, a);
  for (let step = 0; step < 3; step++) {
    const placeB = await positionAt(window, b);
    const next = {
      x: a.x + ((longitude - placeA[0]) * (b.x - a.x)) / (placeB[0] - placeA[0]),
      y: a.y + ((latitude - placeA[1]) * (b.y - a.y)) / (placeB[1] - placeA[1]),
    };
    if (Math.abs(next.x - b.x) < 8 || Math.abs(next.y - b.y) < 8) return next;
    a = b;
    placeA = placeB;
    b = next;
  }
  return b;
}

/** Where places lie on the screen, and what lies at its pixels, while the map stays as it is. Good to a pixel over a kilometre. */
export interface MapGrid {
  pixelOf(place: Point): { x: number; y: number };
  /** West, south, east, north of what the map shows. */
  readonly bounds: readonly [number, number, number, number];
}

/** Reads the map's place and scale from two positions, far from each other, in the status bar. */
export async function mapGrid(window: Window): Promise<MapGrid> {
  const box = await window.page.getByTestId("map").boundingBox();
  if (box === null) throw new Error("there is no map");
  const a = { x: Math.round(box.x + 4), y: Math.round(box.y + box.height * 0.6) };
  const b = { x: Math.round(box.x + box.width * 0.7), y: Math.round(box.y + 4) };
  const [placeA, placeB] = [await positionAt(window, a), await positionAt(window, b)];
  const east = (b.x - a.x) / (placeB[0] - placeA[0]);
  const south = (b.y - a.y) / (placeB[1] - placeA[1]);
  return {
    pixelOf: ([longitude, latitude]) => ({
      x: a.x + (longitude - placeA[0]) * east,
      y: a.y + (latitude - placeA[1]) * south,
    }),
    bounds: [
      placeA[0] + (box.x - a.x) / east,
      placeA[1] + (box.y + box.height - a.y) / south,
      placeA[0] + (box.x + box.width - a.x) / east,
      placeA[1] + (box.y - a.y) / south,
    ],
  };
}

/** Longitude and latitude under a point of the screen. */
async function positionAt({ page }: Window, { x, y }: { x: number; y: number }): Promise<Point> {
  const shown = page.locator(".status-bar .position");
  const read = async () => (await shown.allInnerTexts()).join("");
  await page.mouse.move(x - 40, y - 40);
  await page.waitForTimeout(120);
  const before = await read();
  await page.mouse.move(x, y, { steps: 3 });
  for (let wait = 0; wait < 40 && (await read()) === before; wait++) await page.waitForTimeout(50);
  await page.waitForTimeout(120);
  const text = await read();
  const match = /([\d.]+)°E, ([\d.]+)°N/u.exec(text);
  if (match === null) throw new Error(`no position in the status bar at ${x}, ${y}: ${text}`);
  return [Number(match[1]), Number(match[2])];
}

/** Drags with the mouse through points of the map's picture, in shares of its width and height, with keys held down. */
export async function dragOn(
  { page }: Window,
  points: readonly Point[],
  keys: readonly ("Shift" | "Alt")[] = [],
): Promise<void> {
  const box = await page.getByTestId("map").boundingBox();
  if (box === null) throw new Error("there is no map");
  const [first = [0, 0], ...rest] = points.map(([x, y]): Point => [box.x + x * box.width, box.y + y * box.height]);
  for (const key of keys) await page.keyboard.down(key);
  await page.mouse.move(...first);
  await page.mouse.down();
  for (const [x, y] of rest) await page.mouse.move(x, y, { steps: 6 });
  await page.mouse.up();
  for (const key of keys) await page.keyboard.up(key);
}

/** Red, green and blue of 0 to 255. */
type Colour = readonly [number, number, number];

/**
 * Which of these colours the picture shows at each pixel of the screen: the one that most pixels of a square of three are
 * nearest to; null where none of them is near to any. What is painted over a ground shines through a little.
 */
export async function paintedAt(
  { page }: Window,
  pixels: readonly { x: number; y: number }[],
  colours: readonly Colour[],
): Promise<(number | null)[]> {
  const picture = (await page.screenshot()).toString("base64");
  return await page.evaluate(
    async ({ encoded, places, wanted }) => {
      const bytes = Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
      if (context === null) throw new Error("no canvas");
      context.drawImage(bitmap, 0, 0);
      const scale = bitmap.width / innerWidth;
      return places.map(({ x, y }) => {
        const { data } = context.getImageData(Math.round(x * scale) - 1, Math.round(y * scale) - 1, 3, 3);
        const votes = wanted.map(() => 0);
        for (let at = 0; at < data.length; at += 4) {
          const distances = wanted.map((colour) => Math.hypot(...colour.map((part, i) => part - (data[at + i] ?? 0))));
          const least = Math.min(...distances);
          if (least < 60) votes[distances.indexOf(least)] = (votes[distances.indexOf(least)] ?? 0) + 1;
        }
        const most = Math.max(...votes);
        return most === 0 ? null : votes.indexOf(most);
      });
    },
    { encoded: picture, places: pixels, wanted: colours },
  );
}
