import type { ElectronApplication } from "playwright";

/**
 * Runs `work` in the page through the main process. For pages that have just been refused a navigation: Playwright's
 * own calls would wait for it to finish.
 */
export async function inPage<Value>(app: ElectronApplication, work: () => Value | Promise<Value>): Promise<Value>;
export async function inPage<Value, Given>(
  app: ElectronApplication,
  work: (given: Given) => Value | Promise<Value>,
  given: Given,
): Promise<Value>;
export async function inPage(
  app: ElectronApplication,
  work: (given: unknown) => unknown,
  given?: unknown,
): Promise<unknown> {
  const code = `(${String(work)})(${JSON.stringify(given) ?? "undefined"})`;
  return await app.evaluate(
    ({ BrowserWindow }, script) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(script),
    code,
  );
}

/** Clicks with the real mouse in the middle of what `selector` finds. */
export async function clickInPage(
  app: ElectronApplication,
  selector: string,
  options: { button?: "left" | "middle"; modifiers?: ("shift" | "control")[] } = {},
): Promise<void> {
  const place = await inPage(
    app,
    (wanted) => {
      const box = document.querySelector(wanted)?.getBoundingClientRect();
      return box === undefined ? null : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    },
    selector,
  );
  if (place === null) throw new Error(`nothing to click: ${selector}`);
  const { button = "left", modifiers = [] } = options;
  await app.evaluate(
    ({ BrowserWindow }, { x, y, button, modifiers }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const at = { x: Math.round(x), y: Math.round(y), button, modifiers, clickCount: 1 };
      contents?.sendInputEvent({ type: "mouseDown", ...at });
      contents?.sendInputEvent({ type: "mouseUp", ...at });
    },
    { ...place, button, modifiers },
  );
}

/** Waits until `test` holds in the page. Throws after `atMost` milliseconds. */
export async function untilInPage(app: ElectronApplication, test: () => boolean, atMost = 10_000): Promise<void> {
  const end = Date.now() + atMost;
  for (;;) {
    if (await inPage(app, test).catch(() => false)) return;
    if (Date.now() > end) throw new Error(`did not come true in the page: ${String(test)}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
