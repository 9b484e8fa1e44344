import "./without-eval.js";
import { createRoot } from "react-dom/client";
import { App } from "./app.js";
import { listenForEngine } from "./engine/engine.js";
import { serveTiles } from "./map/tiles.js";
import { rememberedTheme } from "./state/preferences.js";
import { start } from "./state/start.js";
import { change } from "./state/store.js";
import "./styles/window.css";
import "./styles/frame.css";
import "./styles/panels.css";
import "./styles/cards.css";
import "./styles/map.css";
import "./styles/dialogs.css";
import "./styles/import.css";
import "./styles/import-fields.css";
import "./styles/table.css";
import "./styles/ledger.css";
import "./styles/search.css";
import "./styles/commands.css";
import "./styles/style.css";
import "./styles/cases.css";
import "./styles/charts.css";
import "./styles/scheme.css";
import "./styles/filter.css";
import "./styles/select.css";
import "./styles/keep.css";
import { startTexts, switchLocale } from "./text/say.js";
import { applyFont, applyTheme } from "./theme/apply-theme.js";

listenForEngine();
serveTiles();
const theme = rememberedTheme();
applyTheme(theme);
startTexts("zh");
change({ theme });

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

void window.desktop.startup().then(({ locale, preferences }) => {
  switchLocale(locale);
  applyFont(locale);
  change(preferences === null ? { locale } : { locale, preferences });
  createRoot(root).render(<App nonce={nonce} />);
  void start();
});
