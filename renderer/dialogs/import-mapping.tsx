import { Select } from "antd";
import { useStore } from "../state/store.js";
import { columnTitle } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import type { CorrectionProps } from "./import-facts.js";

/** Which field of the file fills each canonical column, with sample values beside it. */
export function ImportMapping({ inspection, reading, correct }: CorrectionProps) {
  const { t, locale } = useSpeech();
  const kindName = reading.kind ?? inspection.kind.value;
  const kind = useStore((state) => state.catalog?.kinds.find(({ name }) => name === kindName));
  if (kind === undefined || kind.columns.length === 0) return null;
  const mapping = { ...inspection.mapping, ...reading.mapping };
  const options = [
    { value: "", label: t("import.none") },
    ...inspection.fields.map(({ name }) => ({ value: name, label: name })),
  ];
  return (
    <section>
      <h3 className="section-head">
        {t("import.mapping")}
        <span className="quiet">{t("import.mappingWhy")}</span>
      </h3>
      <div className="mapping">
        {kind.columns
          .filter((column) => !column.derived)
          .map((column) => {
            const field = mapping[column.name] ?? "";
            const title = columnTitle(locale, column);
            return (
              <div className="mapping-row" key={column.name} data-empty={field === ""}>
                <span title={column.explanation?.[locale] ?? title}>
                  {title}
                  {column.required && <em>{t("import.required")}</em>}
                </span>
                <Select
                  size="small"
                  showSearch
                  aria-label={title}
                  value={field}
                  options={options}
                  onChange={(chosen: string) => correct({ ...reading, mapping: { ...mapping, [column.name]: chosen } })}
                />
                <span className="quiet clip">{field === "" ? "" : samples(inspection, field)}</span>
              </div>
            );
          })}
      </div>
    </section>
  );
}

/** The first three different values of a field. */
function samples({ fields, preview }: CorrectionProps["inspection"], field: string): string {
  const index = fields.findIndex(({ name }) => name === field);
  const values = preview.map((row) => row[index] ?? null).filter((value) => value !== null && value !== "");
  return [...new Set(values.map(String))].slice(0, 3).join(", ");
}
