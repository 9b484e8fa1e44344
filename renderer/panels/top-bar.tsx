import {
  BarChartOutlined,
  ExportOutlined,
  FileAddOutlined,
  FilterOutlined,
  FolderOpenOutlined,
  MoonOutlined,
  RadarChartOutlined,
  SolutionOutlined,
  SunOutlined,
  TableOutlined,
  TranslationOutlined,
} from "@ant-design/icons";
import { Button, Dropdown, Tooltip } from "antd";
import { chooseFolderImport } from "../state/imports.js";
import { setLocale, setTheme } from "../state/preferences.js";
import { chooseNewProject, chooseProject } from "../state/project-files.js";
import { mainAnalysis } from "../state/runs.js";
import { change, useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { BarButton } from "./bar-button.js";

/** The six acts in use, and language and theme. */
export function TopBar() {
  const { t, locale } = useSpeech();
  const project = useStore((state) => state.project);
  const theme = useStore((state) => state.theme);
  const table = useStore((state) => state.table);
  const charts = useStore((state) => state.charts);
  const filterBar = useStore((state) => state.filterBar || state.filter !== null);
  const work = useStore((state) => state.work);
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
            { type: "divider" },
            {
              key: "backups",
              label: t("bar.backups"),
              disabled: project === null,
              onClick: () => change({ dialog: { type: "backups" } }),
            },
          ],
        }}
      >
        <Button type="text" icon={<FolderOpenOutlined />} className="project-button">
          {project?.name ?? t("bar.project")}
        </Button>
      </Dropdown>
      <span className="bar-rule" />
      <BarButton command="file.import" icon={<FileAddOutlined />} label={t("bar.import")} />
      <BarButton command={`analysis.${mainAnalysis}`} icon={<RadarChartOutlined />} label={t("bar.hotspots")} primary />
      <BarButton command="output.export" icon={<ExportOutlined />} label={t("bar.export")} />
      <BarButton command="view.table" icon={<TableOutlined />} label={t("bar.table")} pressed={table !== null} />
      <BarButton command="view.charts" icon={<BarChartOutlined />} label={t("bar.charts")} pressed={charts !== null} />
      <BarButton command="view.filter" icon={<FilterOutlined />} label={t("filter.title")} pressed={filterBar} />
      <BarButton command="ledger.panel" icon={<SolutionOutlined />} label={t("bar.ledger")} pressed={work !== null} />
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
