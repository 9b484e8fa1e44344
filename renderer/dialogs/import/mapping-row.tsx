import { Select } from "antd";
import type { KindColumnEntry } from "../../../contract/catalog.js";
import { mapColumn } from "../../state/import-corrections.js";
import { goodShare, shareOf } from "../../state/import-drafts.js";
import { columnTitle, formatShare } from "../../text/format.js";
import { useSpeech } from "../../text/say.js";
import type { CorrectionProps } from "./draft-view.js";
import { ValueEditor } from "./value-editor.js";

interface MappingRowProps extends CorrectionProps {
  readonly column: KindColumnEntry;
  /** Empty: none. */
  readonly field: string;
  readonly opened: boolean;
  readonly toggle: () => void;
}

/** One canonical column: its field, the share of values understood, and below it, when opened, what the values mean. */
export function MappingRow({ column, field, opened, toggle, ...props }: MappingRowProps) {
  const { inspection, reading, correct } = props;
  const { t, locale } = useSpeech();
  const title = columnTitle(locale, column);
  const understanding = inspection.understood.find((entry) => entry.column === column.name && entry.field === field);
  const share = understanding === undefined ? null : shareOf(understanding);
  const isUnsure = inspection.unsure.includes(column.name) && reading.mapping?.[column.name] === undefined;
  const byValue = column.type === "flag" || column.type === "choice" || (understanding?.unclear.length ?? 0) > 0;
  const editable = field !== "" && byValue;
  const first = field === "" ? "" : samples(inspection, field);
  const words =
    share === null || understanding?.values === 0
      ? t("import.values")
      : t("import.understood", { share: formatShare(locale, share) });
  return (
    <>
      <div className="mapping-row" data-empty={field === ""}>
        <span className="mapping-title" title={column.explanation?.[locale] ?? title}>
          {title}
          {column.required && <em>{t("import.required")}</em>}
          {isUnsure && <em className="unsure">{t("import.check")}</em>}
        </span>
        <Select
          size="small"
          showSearch={{ optionFilterProp: "label" }}
          aria-label={title}
          value={field}
          options={[
            { value: "", label: t("import.none") },
            ...inspection.fields.map(({ name }) => ({ value: name, label: name })),
          ]}
          onChange={(chosen: string) => correct(mapColumn(reading, inspection, column.name, chosen))}
        />
        {editable ? (
          <button
            type="button"
            className="share"
            data-state={share === null || share >= goodShare ? "good" : "low"}
            aria-expanded={opened}
            aria-label={`${title}: ${words}`}
            onClick={toggle}
          >
            {share !== null && <i style={{ "--share": `${Math.floor(share * 100)}%` } as React.CSSProperties} />}
            {words}
          </button>
        ) : (
          <span className="quiet clip samples" title={first}>
            {first}
          </span>
        )}
      </div>
      {opened && editable && <ValueEditor {...props} column={column} />}
    </>
  );
}

/** The first three different values of a field. */
function samples({ fields, preview }: CorrectionProps["inspection"], field: string): string {
  const index = fields.findIndex(({ name }) => name === field);
  const values = preview.map((row) => row[index] ?? null).filter((value) => value !== null && value !== "");
  return [...new Set(values.map(String))].slice(0, 3).join(", ");
}
