import { AutoComplete, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { Reading } from "../../contract/api.js";
import type { Guess, Inspection } from "../../contract/inspection.js";
import { useStore } from "../state/store.js";
import { formatBytes, formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { commonCrs, encodingChoices } from "./common-choices.js";

export interface CorrectionProps {
  readonly inspection: Inspection;
  readonly reading: Reading;
  readonly correct: (reading: Reading) => void;
}

/** Kind, encoding, CRS and inner layer, each with what the guess rests on and a control to correct it. */
export function ImportFacts({ inspection, reading, correct }: CorrectionProps) {
  const { t, of, locale } = useSpeech();
  const kinds = useStore((state) => state.catalog?.kinds) ?? [];
  const { encoding, crs, kind, layers, layer, rows, geometry } = inspection;
  const [typedCrs, setTypedCrs] = useState<string | null>(null);
  const takeCrs = (typed: string) => {
    const code = /^(?:epsg:?\s*)?(\d{4,6})$/iu.exec(typed.trim())?.[1];
    if (code === undefined) return;
    setTypedCrs(null);
    if (`EPSG:${code}` !== (reading.crs ?? crs.value)) correct({ ...reading, crs: `EPSG:${code}` });
  };
  const formats = useStore((state) => state.catalog?.readFormats) ?? [];
  const format = formats.find(({ name }) => name === inspection.format);
  const holds = [
    format === undefined ? inspection.format : of(format.title),
    rows === null ? t("import.rowsUnknown") : t("import.rows", { count: formatNumber(locale, rows) }),
    t(geometry === null ? "import.noGeometry" : `import.${geometry}`),
    formatBytes(locale, inspection.bytes),
  ];
  return (
    <div className="import-facts">
      <p className="holds">{holds.join(" · ")}</p>
      <div className="form-grid">
        <Correction title={t("import.kind")} guess={reading.kind === undefined ? kind : null}>
          <Select
            aria-label={t("import.kind")}
            value={reading.kind ?? kind.value}
            options={kinds.map(({ name, title }) => ({ value: name, label: of(title) }))}
            onChange={(chosen: string) => {
              const { mapping: _mapping, values: _values, ...rest } = reading;
              correct({ ...rest, kind: chosen });
            }}
          />
        </Correction>
        <Correction title={t("import.encoding")} guess={reading.encoding === undefined ? encoding : null}>
          <Select
            aria-label={t("import.encoding")}
            value={reading.encoding ?? encoding.value}
            options={encodingChoices(encoding.value).map((name) => ({ value: name, label: name }))}
            onChange={(chosen: string) => correct({ ...reading, encoding: chosen })}
          />
        </Correction>
        <Correction title={t("import.crs")} guess={reading.crs === undefined ? crs : null}>
          <AutoComplete
            aria-label={t("import.crs")}
            value={typedCrs ?? reading.crs ?? crs.value ?? ""}
            placeholder={t("import.crsHint")}
            status={crs.value === null && reading.crs === undefined ? "error" : ""}
            options={commonCrs.map(({ code, title }) => ({ value: code, label: `${code} ${of(title)}` }))}
            onChange={(typed: string) => setTypedCrs(typed)}
            onSelect={(chosen: string) => takeCrs(chosen)}
            onBlur={() => typedCrs !== null && takeCrs(typedCrs)}
            onInputKeyDown={(event) => event.key === "Enter" && typedCrs !== null && takeCrs(typedCrs)}
          />
        </Correction>
        {layers.length > 1 && (
          <Correction title={t("import.layer")} guess={null}>
            <Select
              aria-label={t("import.layer")}
              value={layer}
              options={layers.map(({ name }) => ({ value: name, label: name }))}
              onChange={(chosen: string) => correct({ ...reading, layer: chosen })}
            />
          </Correction>
        )}
      </div>
    </div>
  );
}

interface CorrectionFieldProps {
  readonly title: string;
  /** Null when the user has decided. */
  readonly guess: Guess<string | null> | null;
  readonly children: ReactNode;
}

function Correction({ title, guess, children }: CorrectionFieldProps) {
  const { t, of } = useSpeech();
  return (
    <div className="field">
      <span>
        {title} {guess !== null && !guess.sure && <em className="unsure">{t("import.check")}</em>}
      </span>
      {children}
      <small className="quiet">{guess === null ? "" : of(guess.evidence)}</small>
    </div>
  );
}
