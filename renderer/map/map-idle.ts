let waiting: (() => void)[] = [];
let idle = false;

/** Told by the map: everything in view is drawn, or something is on its way again. */
export function setMapIdle(now: boolean): void {
  idle = now;
  if (!now) return;
  const done = waiting;
  waiting = [];
  for (const resolve of done) resolve();
}

/** Time for what was just put into the store to reach the map. */
const settling = 600;

/** Resolves when the map has drawn everything in view, or after `atMost` milliseconds. */
export async function mapIdle(atMost = 20_000): Promise<void> {
  await new Promise((resolve) => window.setTimeout(resolve, settling));
  if (idle) return;
  await new Promise<void>((resolve) => {
    waiting.push(resolve);
    window.setTimeout(resolve, atMost);
  });
}

let pictured: () => void = () => undefined;
const firstTime = new Promise<void>((resolve) => {
  pictured = resolve;
});

/** Told once: a frame with everything in view is on the screen, or there will be none. */
export function setPictured(): void {
  pictured();
}

/** What the first picture does not need waits until it is shown, or so many milliseconds. */
const patience = 3000;

/** Resolves when the map has once shown everything in view; at once where that was before. */
export async function firstPicture(): Promise<void> {
  await Promise.race([firstTime, new Promise((resolve) => window.setTimeout(resolve, patience))]);
}
