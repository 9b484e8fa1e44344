import { Select } from "antd";
import { useSpeech } from "../text/say.js";
import type { Word } from "../text/words.js";

interface ColumnChoiceProps<Column extends string> {
  readonly columns: readonly Column[];
  readonly titleOf: (column: Column) => Word;
  readonly fields: readonly string[];
  readonly mapping: Readonly<Record<string, string>>;
  readonly set: (mapping: Record<string, string>) => void;
}

/** Which field of a table is which column, as guessed and as it can be put right. */
export function ColumnChoice<Column extends string>(props: ColumnChoiceProps<Column>) {
  const { columns, titleOf, fields, mapping, set } = props;
  const { t } = useSpeech();
  return (
    <details className="column-choice" open={mapping.code === undefined && mapping.address === undefined}>
      <summary>{t("cases.columns", { count: Object.keys(mapping).length })}</summary>
      <div>
        {columns.map((column) => (
          <div className="field" key={column}>
            <span>{t(titleOf(column))}</span>
            <Select
              size="small"
              aria-label={t(titleOf(column))}
              value={mapping[column] ?? ""}
              options={[{ value: "", label: "—" }, ...fields.map((field) => ({ value: field, label: field }))]}
              onChange={(field: string) => {
                const given = Object.fromEntries(columns.map((name) => [name, mapping[name] ?? ""]));
                set({ ...given, [column]: field });
              }}
            />
          </div>
        ))}
      </div>
    </details>
  );
}
