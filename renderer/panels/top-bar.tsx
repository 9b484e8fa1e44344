import {
  ExportOutlined,
  FolderOpenOutlined,
  ImportOutlined,
  MoonOutlined,
  RadarChartOutlined,
  SolutionOutlined,
  SunOutlined,
  TableOutlined,
  TranslationOutlined,
} from "@ant-design/icons";
import { Button, Dropdown, Tooltip } from "antd";
import { chooseFolderImport, chooseImports } from "../state/imports.js";
import { toggleWork } from "../state/ledger.js";
import { setLocale, setTheme } from "../state/preferences.js";
import { chooseNewProject, chooseProject } from "../state/project-files.js";
import { offerMainAnalysis } from "../state/runs.js";
import { openTable } from "../state/selection.js";
import { change, current, useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";

/** The six acts in use, and language and theme. */
export function TopBar() {
  const { t, locale } = useSpeech();
  const project = useStore((state) => state.project);
  const catalog = useStore((state) => state.catalog);
  const theme = useStore((state) => state.theme);
  const table = useStore((state) => state.table);
  const work = useStore((state) => state.work);
  const hasLayers = (project?.layers.length ?? 0) > 0;
  return (
    <header className="top-bar">
      <a className="skip" href="#map">
        {t("common.skipToMap")}
      </a>
      <div className="brand">
        <Mark />
        <span>{t("app.name")}</span>
      </div>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            { key: "new", label: t("bar.newProject"), onClick: () => void chooseNewProject() },
            { key: "open", label: t("bar.openProject"), onClick: () => void chooseProject() },
            { type: "divider" },
            { key: "folder", label: t("bar.importFolder"), onClick: () => void chooseFolderImport() },
            { key: "templates", label: t("bar.templates"), onClick: () => change({ dialog: { type: "templates" } }) },
          ],
        }}
      >
        <Button type="text" icon={<FolderOpenOutlined />} className="project-button">
          {project?.name ?? t("bar.project")}
        </Button>
      </Dropdown>
      <span className="bar-rule" />
      <Button icon={<ImportOutlined />} disabled={catalog === null} onClick={() => void chooseImports()}>
        {t("bar.import")}
      </Button>
      <Button
        type="primary"
        icon={<RadarChartOutlined />}
        disabled={!hasLayers || catalog === null}
        onClick={offerMainAnalysis}
      >
        {t("bar.hotspots")}
      </Button>
      <Button
        icon={<ExportOutlined />}
        disabled={!hasLayers}
        onClick={() => change({ dialog: { type: "export", layer: null } })}
      >
        {t("bar.export")}
      </Button>
      <Button
        icon={<TableOutlined />}
        disabled={!hasLayers}
        aria-pressed={table !== null}
        onClick={() => toggleTable()}
      >
        {t("bar.table")}
      </Button>
      <Button
        icon={<SolutionOutlined />}
        disabled={project === null}
        aria-pressed={work !== null}
        onClick={() => toggleWork()}
      >
        {t("bar.ledger")}
      </Button>
      <span className="bar-space" />
      <Tooltip title={t("bar.languageWhy")} placement="bottomRight">
        <Button type="text" icon={<TranslationOutlined />} onClick={() => setLocale(locale === "zh" ? "en" : "zh")}>
          {t("bar.language")}
        </Button>
      </Tooltip>
      <Button
        type="text"
        icon={theme === "dark" ? <SunOutlined /> : <MoonOutlined />}
        onClick={() => setTheme(theme === "dark" ? "light" : "dark")}
      >
        {t(theme === "dark" ? "bar.light" : "bar.dark")}
      </Button>
    </header>
  );
}

/** Opens the table of what is selected or was found last, or closes it. */
export function toggleTable(): void {
  const { table, selection, ranking, project } = current();
  if (table !== null) change({ table: null });
  else {
    const layer = selection?.layer ?? ranking?.layer.id ?? project?.layers[0]?.id;
    if (layer !== undefined) openTable(layer);
  }
}

/** A roof over a ring: a house and what lies about it. */
function Mark() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
      <circle cx="11" cy="12.5" r="8" fill="none" stroke="var(--fa-halo)" strokeWidth="1.6" strokeDasharray="3 2.2" />
      <path d="M4 11 L11 4 L18 11 V17.5 H4 Z" fill="var(--fa-accent)" />
      <rect x="9" y="12" width="4" height="5.5" fill="var(--fa-panel)" />
    </svg>
  );
}
