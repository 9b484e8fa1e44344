import { AutoComplete } from "antd";
import { useState } from "react";
import { useSpeech } from "../../text/say.js";
import { commonCrs } from "./common-choices.js";
import { CorrectionField } from "./correction-field.js";
import type { CorrectionProps } from "./draft-view.js";

/** The CRS by its EPSG number: typed, or chosen among the common ones. */
export function CrsField({ inspection: { crs, geometry }, reading, correct }: CorrectionProps) {
  const { t, of } = useSpeech();
  const [typed, setTyped] = useState<string | null>(null);
  const take = (text: string) => {
    const code = /^(?:epsg:?\s*)?(\d{4,6})$/iu.exec(text.trim())?.[1];
    if (code === undefined) return;
    setTyped(null);
    if (`EPSG:${code}` !== (reading.crs ?? crs.value)) correct({ ...reading, crs: `EPSG:${code}` });
  };
  const missing = crs.value === null && reading.crs === undefined && geometry !== null;
  return (
    <CorrectionField title={t("import.crs")} guess={reading.crs === undefined ? crs : null}>
      <AutoComplete
        aria-label={t("import.crs")}
        value={typed ?? reading.crs ?? crs.value ?? ""}
        placeholder={t("import.crsHint")}
        status={missing ? "error" : ""}
        options={commonCrs.map(({ code, title }) => ({ value: code, label: `${code} ${of(title)}` }))}
        popupMatchSelectWidth={360}
        onChange={(text: string) => setTyped(text)}
        onSelect={(chosen: string) => take(chosen)}
        onBlur={() => typed !== null && take(typed)}
        onInputKeyDown={(event) => event.key === "Enter" && typed !== null && take(typed)}
      />
    </CorrectionField>
  );
}
