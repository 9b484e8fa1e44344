import { Button, Input, Select, Space } from "antd";
import { useState } from "react";
import type { MappingTemplate } from "../../../contract/project.js";
import { chooseTemplate, templateOf } from "../../state/import-corrections.js";
import { useStore } from "../../state/store.js";
import { saveTemplate } from "../../state/templates.js";
import { useSpeech } from "../../text/say.js";
import { TemplateManager } from "../template-manager.js";
import type { CorrectionProps } from "./draft-view.js";

const none: readonly MappingTemplate[] = [];

/** The template that the file is read by; another can be chosen, and this reading kept as one. */
export function TemplateLine(props: CorrectionProps) {
  const { inspection, reading, correct } = props;
  const { t } = useSpeech();
  const templates = useStore((state) => state.project?.templates ?? none);
  const [saving, setSaving] = useState(false);
  const [managing, setManaging] = useState(false);
  const label = t("import.template");
  const applied = inspection.template;
  return (
    <section className="corrections">
      <div className="correction">
        <span className="correction-title">{label}</span>
        <div className="correction-control">
          <Select
            aria-label={label}
            value={applied ?? ""}
            onChange={(name: string) => correct(chooseTemplate(reading, name))}
            options={[
              { value: "", label: t("import.noTemplate") },
              ...templates.map(({ name }) => ({ value: name, label: name })),
            ]}
          />
          <Button size="small" onClick={() => setSaving(!saving)} aria-expanded={saving}>
            {t("template.saveAs")}
          </Button>
          <Button size="small" type="text" onClick={() => setManaging(true)}>
            {t("template.manage")}
          </Button>
        </div>
        {applied !== null && reading.template === undefined && (
          <small className="quiet">{t("import.templateFits", { name: applied })}</small>
        )}
      </div>
      {saving && <SaveTemplate {...props} close={() => setSaving(false)} />}
      <TemplateManager open={managing} close={() => setManaging(false)} />
    </section>
  );
}

/** Asks for a name; one that is taken is said to be replaced. */
function SaveTemplate({ inspection, reading, close }: CorrectionProps & { readonly close: () => void }) {
  const { t } = useSpeech();
  const templates = useStore((state) => state.project?.templates ?? none);
  const [name, setName] = useState(inspection.template ?? "");
  const applied = templates.find((template) => template.name === inspection.template);
  const taken = templates.some((template) => template.name === name.trim());
  const save = async () => {
    if (name.trim() === "") return;
    if (await saveTemplate(templateOf(name.trim(), inspection, reading, applied))) close();
  };
  return (
    <div className="save-template">
      <Space.Compact block>
        <Input
          autoFocus
          aria-label={t("template.name")}
          placeholder={t("template.nameHint")}
          value={name}
          maxLength={80}
          onChange={({ target }) => setName(target.value)}
          onPressEnter={() => void save()}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            close();
          }}
        />
        <Button type="primary" disabled={name.trim() === ""} onClick={() => void save()}>
          {t(taken ? "template.replace" : "template.save")}
        </Button>
      </Space.Compact>
      <small className="quiet">{t("template.why")}</small>
    </div>
  );
}
