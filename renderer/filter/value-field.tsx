import { Input, InputNumber, Select } from "antd";
import type { LayerColumn } from "../../contract/project.js";
import { useSpeech } from "../text/say.js";
import type { Typed } from "./comparisons.js";

interface ValueFieldProps {
  readonly column: LayerColumn;
  readonly typed: Typed;
  readonly change: (part: Partial<Typed>) => void;
}

/** Where the value of a comparison is typed or chosen, as fits the column. */
export function ValueField({ column, typed, change }: ValueFieldProps) {
  const { t, of } = useSpeech();
  if (typed.compare === "empty" || typed.compare === "not-empty") return null;
  if (typed.compare === "in") {
    return (
      <Select
        mode="multiple"
        aria-label={t("filter.value")}
        placeholder={t("filter.value")}
        value={[...typed.values]}
        onChange={(values: string[]) => change({ values })}
        options={(column.choices ?? []).map(({ value, title }) => ({ value, label: of(title) }))}
        maxTagCount="responsive"
      />
    );
  }
  if (column.type === "flag") {
    return (
      <Select
        aria-label={t("filter.value")}
        placeholder={t("filter.value")}
        {...(typeof typed.value === "boolean" ? { value: typed.value } : {})}
        onChange={(value: boolean) => change({ value })}
        options={[
          { value: true, label: t("card.yes") },
          { value: false, label: t("card.no") },
        ]}
      />
    );
  }
  if (typed.compare !== "between") {
    return <One column={column} label={t("filter.value")} value={typed.value} change={(value) => change({ value })} />;
  }
  return (
    <span className="filter-between">
      <One column={column} label={t("filter.from")} value={typed.value} change={(value) => change({ value })} />
      <span aria-hidden="true">–</span>
      <One column={column} label={t("filter.to")} value={typed.to} change={(to) => change({ to })} />
    </span>
  );
}

interface OneProps {
  readonly column: LayerColumn;
  readonly label: string;
  readonly value: Typed["value"];
  readonly change: (value: string | number | null) => void;
}

function One({ column: { type, unit }, label, value, change }: OneProps) {
  if (type === "text" || type === "choice" || type === "date") {
    const hint = type === "date" ? "2026-01-31" : label;
    return (
      <Input
        aria-label={label}
        placeholder={hint}
        value={String(value ?? "")}
        onChange={({ target }) => change(target.value)}
      />
    );
  }
  return (
    <InputNumber
      aria-label={label}
      placeholder={label}
      value={typeof value === "number" ? value : null}
      onChange={change}
      {...(unit === undefined ? {} : { suffix: unit })}
      controls={false}
    />
  );
}
