import { FileAddOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { chooseImports } from "../state/imports.js";
import { showError } from "../state/notices.js";
import { loadSample } from "../state/sample.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";

/** Stands in the middle of the empty map and teaches the three steps. */
export function EmptyState() {
  const { t, locale } = useSpeech();
  const catalog = useStore((state) => state.catalog);
  const sample = useStore((state) => state.startup?.sampleProject ?? null);
  const isEmpty = useStore((state) => state.project === null || state.project.layers.length === 0);
  const isBusy = useStore((state) => state.jobs.some((job) => job.state === "running"));
  if (catalog === null || !isEmpty || isBusy) return null;
  const formats = catalog.readFormats.map(({ title }) => title[locale]).join(locale === "zh" ? "、" : ", ");
  return (
    <div className="empty">
      <section className="empty-card">
        <h2>{t("empty.title")}</h2>
        <ol>
          <li>{t("empty.step1")}</li>
          <li>{t("empty.step2")}</li>
          <li>{t("empty.step3")}</li>
        </ol>
        <div className="empty-buttons">
          <Button type="primary" icon={<FileAddOutlined />} onClick={() => void chooseImports()}>
            {t("empty.choose")}
          </Button>
          {sample !== null && <Button onClick={() => loadSample().catch(showError)}>{t("empty.sample")}</Button>}
        </div>
        <p className="quiet">{t("empty.partial")}</p>
        <p className="quiet">{t("empty.formats", { formats })}</p>
      </section>
    </div>
  );
}
