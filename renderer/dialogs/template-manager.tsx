import { Button, Modal, Popconfirm } from "antd";
import type { MappingTemplate } from "../../contract/project.js";
import { GuardedButton, useMay } from "../panels/guarded.js";
import { useStore } from "../state/store.js";
import { readTemplate, removeTemplate, writeTemplate } from "../state/templates.js";
import { useSpeech } from "../text/say.js";

const none: readonly MappingTemplate[] = [];

/** The project's templates: remove one, write one to a file for another project, read one from a file. */
export function TemplateManager({ open, close }: { open: boolean; close: () => void }) {
  const { t, of } = useSpeech();
  const { may } = useMay("change");
  const templates = useStore((state) => state.project?.templates ?? none);
  const kinds = useStore((state) => state.catalog?.kinds) ?? [];
  const kindTitle = (kind: string) => {
    const title = kinds.find(({ name }) => name === kind)?.title;
    return title === undefined ? kind : of(title);
  };
  return (
    <Modal
      open={open}
      centered
      width={560}
      title={t("template.title")}
      onCancel={close}
      footer={[
        <GuardedButton act="change" key="read" className="footer-left" onClick={() => void readTemplate()}>
          {t("template.read")}
        </GuardedButton>,
        <Button key="close" type="primary" onClick={close}>
          {t("card.close")}
        </Button>,
      ]}
    >
      {templates.length === 0 && <p className="quiet">{t("template.none")}</p>}
      <ul className="template-list">
        {templates.map(({ name, kind, mapping, values }) => (
          <li key={name}>
            <div>
              <strong>{name}</strong>
              <span className="quiet">
                {t("template.holds", {
                  kind: kindTitle(kind),
                  columns: Object.values(mapping).filter((field) => field !== "").length,
                  values: Object.values(values).reduce((sum, each) => sum + Object.keys(each).length, 0),
                })}
              </span>
            </div>
            <Button size="small" onClick={() => void writeTemplate(name)}>
              {t("template.write")}
            </Button>
            <Popconfirm
              title={t("template.removeAsk", { name })}
              okText={t("common.ok")}
              cancelText={t("common.cancel")}
              disabled={!may}
              onConfirm={() => void removeTemplate(name)}
            >
              <GuardedButton act="change" size="small" danger>
                {t("template.remove")}
              </GuardedButton>
            </Popconfirm>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
