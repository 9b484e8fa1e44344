import type { KindColumnEntry } from "../../../contract/catalog.js";
import { mapValue, valuesToMap } from "../../state/import-corrections.js";
import { formatNumber } from "../../text/format.js";
import { useSpeech } from "../../text/say.js";
import type { CorrectionProps } from "./draft-view.js";
import { ValueChoice } from "./value-choice.js";

interface ValueEditorProps extends CorrectionProps {
  readonly column: KindColumnEntry;
}

/** What the values of a field stand for: first those that were not understood, with their counts. */
export function ValueEditor({ inspection, reading, correct, column }: ValueEditorProps) {
  const { t, locale } = useSpeech();
  const values = valuesToMap(inspection, reading, column.name);
  return (
    <fieldset className="value-editor" aria-label={t("import.valuesOf", { name: column.title[locale] })}>
      {values.length === 0 && <p className="quiet">{t("import.noValues")}</p>}
      {values.map(({ value, count, unclear, target }) => (
        <div className="value-row" key={value} data-unclear={unclear}>
          <code className="clip" title={value}>
            {value}
          </code>
          <span className="quiet">
            {unclear && count !== null
              ? t("import.unclearCount", { count: formatNumber(locale, count) })
              : t("import.seen")}
          </span>
          <ValueChoice
            column={column}
            label={t("import.valueMeans", { value })}
            target={target}
            choose={(next) => correct(mapValue(reading, inspection, column.name, value, next))}
          />
        </div>
      ))}
    </fieldset>
  );
}
