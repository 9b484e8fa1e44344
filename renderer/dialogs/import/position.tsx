import { Select } from "antd";
import type { ShiftSystem } from "../../../contract/api.js";
import { useSpeech } from "../../text/say.js";
import { DatumField } from "./datum-field.js";
import type { CorrectionProps } from "./draft-view.js";

/** What else says where the rows lie: a table's coordinate fields, a web map's shift, an old datum's parameters. Folded away unless needed. */
export function Position(props: CorrectionProps) {
  const { inspection, reading, correct } = props;
  const { t } = useSpeech();
  const { coordinates, geometry, oldDatum } = inspection;
  const isTable = coordinates !== undefined || reading.coordinates !== undefined || geometry === null;
  const needed = isTable || oldDatum || reading.shift !== undefined;
  return (
    <details className="position" open={needed || undefined}>
      <summary>{t("import.position")}</summary>
      <div className="corrections">
        {isTable && <CoordinateFields {...props} />}
        <div className="correction">
          <span className="correction-title">{t("import.shift")}</span>
          <div className="correction-control">
            <Select
              aria-label={t("import.shift")}
              value={reading.shift ?? "none"}
              onChange={(chosen: ShiftSystem | "none") => {
                const { shift: _shift, ...rest } = reading;
                correct(chosen === "none" ? rest : { ...rest, shift: chosen });
              }}
              options={[
                { value: "none", label: t("import.shift.none") },
                { value: "gcj02", label: t("import.shift.gcj02") },
                { value: "bd09", label: t("import.shift.bd09") },
              ]}
            />
          </div>
          <small className="quiet">{t("import.shiftWhy")}</small>
        </div>
        {(oldDatum || reading.datum !== undefined) && <DatumField {...props} />}
      </div>
    </details>
  );
}

/** The two fields of a table that hold a row's place. */
function CoordinateFields({ inspection, reading, correct }: CorrectionProps) {
  const { t } = useSpeech();
  const found = reading.coordinates ?? inspection.coordinates ?? null;
  const options = inspection.fields.map(({ name }) => ({ value: name, label: name }));
  const choose = (part: "east" | "north", field: string) => {
    const { east = "", north = "" } = found ?? {};
    const next = { east, north, [part]: field };
    correct({ ...reading, coordinates: next });
  };
  return (
    <div className="correction">
      <span className="correction-title">{t("import.coordinates")}</span>
      <div className="correction-control pair">
        {(["east", "north"] as const).map((part) => (
          <Select
            key={part}
            showSearch={{ optionFilterProp: "label" }}
            aria-label={t(`import.${part}`)}
            placeholder={t(`import.${part}`)}
            value={found === null || found[part] === "" ? null : found[part]}
            options={options}
            onChange={(field: string | null) => field !== null && choose(part, field)}
          />
        ))}
      </div>
      <small className="quiet">{t(found === null ? "import.coordinatesMissing" : "import.coordinatesWhy")}</small>
    </div>
  );
}
