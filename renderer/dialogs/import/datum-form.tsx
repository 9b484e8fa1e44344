import { Button, Input, InputNumber, Segmented } from "antd";
import { useState } from "react";
import { type DatumParameters, datumParameters } from "../../../contract/datum.js";
import { saveDatum } from "../../state/templates.js";
import { useSpeech } from "../../text/say.js";
import type { Word } from "../../text/words.js";

type Type = DatumParameters["type"];

const fields = {
  four: ["dx_m", "dy_m", "rotation_s", "scale_ppm"],
  seven: ["dx_m", "dy_m", "dz_m", "rx_s", "ry_s", "rz_s", "scale_ppm"],
} as const;

/** An office's own parameters, typed in by hand, named and kept in the project. */
export function DatumForm({ close, take }: { close: () => void; take: (parameters: DatumParameters) => void }) {
  const { t } = useSpeech();
  const [type, setType] = useState<Type>("four");
  const [name, setName] = useState("");
  const [numbers, setNumbers] = useState<Readonly<Record<string, number | null>>>({});
  const entries = fields[type].map((field) => [field, numbers[field] ?? null] as const);
  const parsed = datumParameters.safeParse({ type, ...Object.fromEntries(entries) });
  const save = async () => {
    if (!parsed.success || name.trim() === "" || !(await saveDatum(name.trim(), parsed.data))) return;
    take(parsed.data);
    close();
  };
  return (
    <div className="datum-form">
      <Segmented
        size="small"
        value={type}
        onChange={(chosen) => setType(chosen)}
        options={[
          { value: "four" as const, label: t("datum.four") },
          { value: "seven" as const, label: t("datum.seven") },
        ]}
      />
      <div className="datum-numbers">
        {fields[type].map((field) => (
          <div key={field}>
            <span>{t(`datum.${field}` as Word)}</span>
            <InputNumber
              size="small"
              aria-label={t(`datum.${field}` as Word)}
              value={numbers[field] ?? null}
              onChange={(value) => setNumbers((before) => ({ ...before, [field]: value }))}
            />
          </div>
        ))}
      </div>
      <Input
        size="small"
        aria-label={t("datum.name")}
        placeholder={t("datum.nameHint")}
        value={name}
        maxLength={80}
        onChange={({ target }) => setName(target.value)}
      />
      <Button size="small" type="primary" disabled={!parsed.success || name.trim() === ""} onClick={() => void save()}>
        {t("datum.save")}
      </Button>
    </div>
  );
}
