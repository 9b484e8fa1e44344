import { Select } from "antd";
import { useState } from "react";
import type { Reading, ShiftSystem } from "../../../contract/api.js";
import { useSpeech } from "../../text/say.js";
import { DatumField } from "./datum-field.js";
import type { CorrectionProps } from "./draft-view.js";

type Coordinates = NonNullable<Reading["coordinates"]>;

/** What else says where the rows lie: a table's coordinate fields, a web map's shift, an old datum's parameters. Folded away unless needed. */
export function Position(props: CorrectionProps) {
  const { inspection, reading, correct } = props;
  const { t } = useSpeech();
  const { coordinates, oldDatum } = inspection;
  const isTable = coordinates !== undefined || reading.coordinates !== undefined;
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
  // One of the two alone says nothing: it waits here for the other.
  const [half, setHalf] = useState<Partial<Coordinates>>({});
  const known = reading.coordinates ?? inspection.coordinates ?? null;
  const shown: Partial<Coordinates> = { ...known, ...half };
  const options = inspection.fields.map(({ name }) => ({ value: name, label: name }));
  const choose = (part: keyof Coordinates, field: string) => {
    const chosen: Partial<Coordinates> = { ...shown, [part]: field };
    const { east, north } = chosen;
    if (east === undefined || north === undefined) setHalf({ [part]: field });
    else {
      setHalf({});
      correct({ ...reading, coordinates: { east, north } });
    }
  };
  return (
    <div className="correction">
      <span className="correction-title">{t("import.coordinates")}</span>
      <div className="correction-control">
        {(["east", "north"] as const).map((part) => (
          <Select
            key={part}
            showSearch={{ optionFilterProp: "label" }}
            aria-label={t(`import.${part}`)}
            placeholder={t(`import.${part}`)}
            value={shown[part] ?? null}
            options={options}
            onChange={(field: string | null) => field !== null && choose(part, field)}
          />
        ))}
      </div>
      <small className="quiet">{t(known === null ? "import.coordinatesMissing" : "import.coordinatesWhy")}</small>
    </div>
  );
}
