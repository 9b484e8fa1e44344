import type { ElectronApplication, Locator, Page } from "playwright";
import type { Locale } from "../../../contract/text.js";
import type { Word } from "../../../renderer/text/words.js";
import { type LaunchOptions, launchApp } from "./launch.js";
import { word } from "./words.js";

/** The window as a planner has it: what is said in it, in its language, and the files that its dialogs answer with. */
export interface Window {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly locale: Locale;
  /** Clicks and fields filled in since the start: what a planner does. Choosing in the system's own dialog counts as one. */
  readonly acts: string[];
  /** A button by its word. */
  button(name: Word, values?: Readonly<Record<string, string | number>>): Locator;
  click(what: Locator, act: string): Promise<void>;
  /** What is to be read in the first place that `what` finds, once it is there. */
  text(what: Locator | string): Promise<string>;
  /** The next "open" dialog of the system answers with these paths; "save" with the first. */
  answerDialogs(paths: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export async function openWindow(options: LaunchOptions = {}): Promise<Window> {
  const locale = options.locale ?? "zh";
  const app = await launchApp({ ...options, locale: options.locale === null ? null : locale });
  const page = await app.firstWindow();
  page.setDefaultTimeout(15_000);
  await page.locator('.engine-state[data-state="ready"]').waitFor();
  const acts: string[] = [];
  return {
    app,
    page,
    locale,
    acts,
    button: (name, values) => page.getByRole("button", { name: word(locale, name, values) }),
    async click(what, act) {
      acts.push(act);
      await what.click();
    },
    async text(what) {
      const place = (typeof what === "string" ? page.locator(what) : what).first();
      await place.waitFor();
      return (await place.allInnerTexts()).join("");
    },
    async answerDialogs(paths) {
      acts.push("choose in the system's dialog");
      await app.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [...chosen] });
        dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen[0] ?? "" });
      }, paths);
    },
    close: () => app.close(),
  };
}

/** For tests of a whole city that do not look at its map: without a graphics card a large one takes seconds to draw. */
export const smallMap = [1120, 720] as const;

/** Resizes the window's contents, in px. */
export async function resize({ app, page }: Window, width: number, height: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.unmaximize();
      window?.setPosition(0, 0);
      window?.setContentSize(size.width, size.height);
    },
    { width, height },
  );
  await page.waitForFunction(
    (wanted) => Math.abs(innerWidth - wanted.width) < 4 && Math.abs(innerHeight - wanted.height) < 4,
    { width, height },
  );
}
