import { useState } from "react";
import type { KindColumnEntry } from "../../../contract/catalog.js";
import { useStore } from "../../state/store.js";
import { useSpeech } from "../../text/say.js";
import type { CorrectionProps } from "./draft-view.js";
import { MappingRow } from "./mapping-row.js";

/** With fewer columns than these all are shown. */
const fewest = 4;

/** Which field of the file fills each canonical column; what the file has nothing for is folded away. */
export function Mapping(props: CorrectionProps) {
  const { inspection, reading } = props;
  const { t } = useSpeech();
  const kindName = reading.kind ?? inspection.kind.value;
  const kind = useStore((state) => state.catalog?.kinds.find(({ name }) => name === kindName));
  const [decided, setDecided] = useState<boolean | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const columns = (kind?.columns ?? []).filter((column) => !column.derived);
  if (columns.length === 0) return null;
  const mapping = { ...inspection.mapping, ...reading.mapping };
  const matters = ({ name, required }: KindColumnEntry) =>
    required || (mapping[name] ?? "") !== "" || reading.mapping?.[name] !== undefined;
  const folded = columns.filter((column) => !matters(column)).length;
  // Where hardly anything was recognised there is nothing to keep out of the way of.
  const whole = decided ?? columns.length - folded < fewest;
  return (
    <section>
      <h3 className="section-head">
        {t("import.mapping")}
        <span className="quiet">{t("import.mappingWhy")}</span>
      </h3>
      <div className="mapping">
        {columns
          .filter((column) => whole || matters(column))
          .map((column) => (
            <MappingRow
              key={column.name}
              {...props}
              column={column}
              field={mapping[column.name] ?? ""}
              opened={opened === column.name}
              toggle={() => setOpened(opened === column.name ? null : column.name)}
            />
          ))}
      </div>
      {folded > 0 && (
        <button type="button" className="link-button" aria-expanded={whole} onClick={() => setDecided(!whole)}>
          {whole ? t("import.foldColumns") : t("import.moreColumns", { count: folded })}
        </button>
      )}
    </section>
  );
}
