import { join } from "node:path";
import { app, type BrowserWindow, session } from "electron";
import { desktopChannels, type Startup } from "../contract/desktop.js";
import { readArguments } from "./arguments.js";
import { baseMapCalls } from "./base-map-calls.js";
import { keepBaseMaps } from "./base-maps.js";
import { answerDesktopCalls } from "./desktop-calls.js";
import { keepEngine } from "./engine-process.js";
import { beginHeadlessJob } from "./headless-job.js";
import { firstMenu, showMenu } from "./menu.js";
import { programFiles, programVersion } from "./program.js";
import { registerPageScheme, servePage } from "./protocol.js";
import { sampleProject } from "./sample-project.js";
import { secureContents, secureSession } from "./security.js";
import { openSettings } from "./settings.js";
import { debuggerAsked, isTestRun, setSwitches } from "./switches.js";
import { openWindow } from "./window.js";

const given = readArguments(process.argv.slice(1));
const userData = given.userData ?? join(app.getPath("appData"), "fangan");
app.setPath("userData", userData);
const settings = openSettings(join(userData, "settings.json"));
// Chinese until the user says otherwise: office machines often run with an English or a bare system language.
let locale = given.locale ?? settings.current.locale ?? "zh";
let window: BrowserWindow | null = null;

setSwitches(locale);
registerPageScheme();
secureContents();

if (debuggerAsked() && !isTestRun()) {
  console.error("This program does not run with a debugging port.");
  app.exit(1);
} else if (!app.requestSingleInstanceLock()) {
  app.exit(0);
} else {
  app.on("second-instance", () => focus());
  app.on("window-all-closed", () => app.quit());
  // Not awaited: an ECMAScript main module that waits for readiness keeps the app from getting ready.
  void app.whenReady().then(start);
}

function start(): void {
  const startup = (): Startup => ({
    locale,
    version: programVersion,
    preferences: settings.current.preferences ?? null,
    baseMaps: settings.current.baseMaps ?? [],
    openProject: given.openProject,
    openSample: given.openSample,
    headlessJob: given.headlessJob,
    defaultProject: join(userData, "default.fangan"),
    sampleProject: given.openSample === null ? null : sampleProject(userData, given.openSample),
  });
  const { openProject, openSample, defaultProject } = startup();
  const engine = keepEngine(openSample === null ? (openProject ?? defaultProject) : null);
  const baseMaps = keepBaseMaps(settings.current.baseMaps ?? []);
  app.on("will-quit", () => engine.stop());
  app.on("will-quit", () => baseMaps.stop());
  const finishJob =
    given.headlessJob === null
      ? null
      : beginHeadlessJob(given.headlessJob, () => {
          engine.stop();
          baseMaps.stop();
        });
  secureSession(session.defaultSession);
  servePage(session.defaultSession, programFiles.page);
  showMenu(firstMenu(locale), locale, choose);
  answerDesktopCalls({
    startup,
    restartEngine: () => engine.restart(),
    setLocale(next) {
      locale = next;
      settings.change({ locale });
    },
    setMenu: (menu) => showMenu(menu, locale, choose),
    keepPreferences: (preferences) => settings.change({ preferences }),
    baseMaps: baseMapCalls(settings, baseMaps, () => locale),
    async finishJob(result) {
      if (finishJob === null || window === null) throw new Error("refused: no job was asked for");
      await finishJob(window, result);
    },
  });
  window = openWindow(
    settings,
    () => locale,
    (loaded) => {
      engine.connect(loaded.webContents);
      baseMaps.connect(loaded.webContents);
    },
  );
}

/** Tells the page which of its commands was chosen in the menu bar. */
function choose(command: string): void {
  if (window !== null && !window.isDestroyed()) window.webContents.send(desktopChannels.menuChosen, { command });
}

function focus(): void {
  if (window === null || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
