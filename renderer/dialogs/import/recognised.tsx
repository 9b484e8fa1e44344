import { Button, Select } from "antd";
import { chooseEncoding, chooseKind, chooseLayer } from "../../state/import-corrections.js";
import { addOtherLayers } from "../../state/import-drafts.js";
import { useStore } from "../../state/store.js";
import { formatNumber } from "../../text/format.js";
import { useSpeech } from "../../text/say.js";
import { encodingChoices } from "./common-choices.js";
import { CorrectionField } from "./correction-field.js";
import { CrsField } from "./crs-field.js";
import type { CorrectionProps } from "./draft-view.js";

/** Kind, inner layer, encoding and CRS, each with what the guess rests on and a control to correct it. */
export function Recognised(props: CorrectionProps) {
  const { inspection, reading, correct } = props;
  const { t, of } = useSpeech();
  const kinds = useStore((state) => state.catalog?.kinds) ?? [];
  const { encoding, kind, layers } = inspection;
  return (
    <section className="corrections" aria-label={t("import.recognised")}>
      {layers.length > 1 && <InnerLayer {...props} />}
      <CorrectionField title={t("import.kind")} guess={reading.kind === undefined ? kind : null}>
        <Select
          aria-label={t("import.kind")}
          value={reading.kind ?? kind.value}
          options={kinds.map(({ name, title }) => ({ value: name, label: of(title) }))}
          onChange={(chosen: string) => correct(chooseKind(reading, chosen))}
        />
      </CorrectionField>
      <CorrectionField title={t("import.encoding")} guess={reading.encoding === undefined ? encoding : null}>
        <Select
          aria-label={t("import.encoding")}
          value={reading.encoding ?? encoding.value}
          options={encodingChoices(encoding.value).map((name) => ({ value: name, label: name }))}
          onChange={(chosen: string) => correct(chooseEncoding(reading, chosen))}
        />
      </CorrectionField>
      <CrsField {...props} />
    </section>
  );
}

/** Which layer of the file, each with its geometry and rows; the others can be taken along. */
function InnerLayer({ inspection, reading, correct, draft }: CorrectionProps) {
  const { t, locale } = useSpeech();
  const { layers, layer } = inspection;
  const holds = ({ name, geometries, rows }: (typeof layers)[number]) =>
    [
      name,
      geometries.length === 0 ? t("import.noGeometry") : geometries.map((each) => t(`import.${each}`)).join("/"),
      ...(rows === null ? [] : [t("import.rows", { count: formatNumber(locale, rows) })]),
    ].join(" · ");
  return (
    <CorrectionField title={t("import.layer")}>
      <Select
        aria-label={t("import.layer")}
        value={reading.layer ?? layer}
        options={layers.map((each) => ({ value: each.name, label: holds(each) }))}
        popupMatchSelectWidth={false}
        onChange={(chosen: string) => correct(chooseLayer(reading, chosen))}
      />
      <Button size="small" onClick={() => addOtherLayers(draft)}>
        {t("import.addLayers", { count: layers.length - 1 })}
      </Button>
    </CorrectionField>
  );
}
