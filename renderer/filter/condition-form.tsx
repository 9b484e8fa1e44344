import { Button, Select } from "antd";
import { useState } from "react";
import type { Condition } from "../../contract/conditions.js";
import type { Layer } from "../../contract/project.js";
import { columnTitle } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { type Comparison, comparisonsOf, nothingTyped, type Typed, typedCondition } from "./comparisons.js";
import { PlaceForm } from "./place-form.js";
import { ValueField } from "./value-field.js";

/** Stands in the list of columns for a condition on the place. */
const place = "@place";

/** One more condition: on a column, by a comparison that fits its type, or on the place. */
export function ConditionForm({ layer, add }: { layer: Layer; add: (condition: Condition) => void }) {
  const { t, locale } = useSpeech();
  const [name, setName] = useState<string | null>(null);
  const [typed, setTyped] = useState<Typed>({ compare: "=", ...nothingTyped });
  const column = layer.columns.find((each) => each.name === name);
  const choose = (next: string) => {
    setName(next);
    const type = layer.columns.find((each) => each.name === next)?.type ?? "text";
    setTyped({ compare: comparisonsOf[type][0] ?? "=", ...nothingTyped });
  };
  const made = column === undefined ? null : typedCondition(column.name, typed);
  return (
    <div className="condition-form">
      <Select
        showSearch={{ optionFilterProp: "label" }}
        autoFocus
        aria-label={t("filter.column")}
        placeholder={t("filter.column")}
        value={name}
        onChange={choose}
        options={[
          { value: place, label: t("filter.place") },
          ...layer.columns.map((each) => ({ value: each.name, label: columnTitle(locale, each) })),
        ]}
        popupMatchSelectWidth={false}
      />
      {name === place && <PlaceForm layer={layer} add={add} />}
      {column !== undefined && (
        <>
          <Select
            aria-label={t("filter.compare")}
            value={typed.compare}
            onChange={(compare: Comparison) => setTyped({ ...typed, compare })}
            options={comparisonsOf[column.type].map((each) => ({ value: each, label: t(`filter.by.${each}`) }))}
            popupMatchSelectWidth={false}
          />
          <ValueField column={column} typed={typed} change={(part) => setTyped({ ...typed, ...part })} />
          <Button type="primary" disabled={made === null} onClick={() => made !== null && add(made)}>
            {t("filter.add")}
          </Button>
        </>
      )}
    </div>
  );
}
