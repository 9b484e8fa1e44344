import type { CSSProperties } from "react";
import type { Layer, LayerColumn, SourceReport } from "../../contract/project.js";
import { shareOf } from "../state/import-drafts.js";
import { columnTitle, formatNumber, formatShare } from "../text/format.js";
import { useSpeech } from "../text/say.js";

/** Of each canonical column: its field, how much of the field was understood, and in how many rows nothing is known. */
export function SourceColumns({ layer, source }: { layer: Layer; source: SourceReport }) {
  const { t, locale } = useSpeech();
  const known = layer.columns.filter(({ origin }) => origin === "kind");
  // A column that shares another's field, or is worked out, has values without a field of its own.
  const isEmpty = ({ name }: LayerColumn) => !(name in source.mapping) && source.missing[name] === source.imported;
  const columns = known.filter(
    (column) => !isEmpty(column) && (column.name in source.mapping || column.name in source.missing),
  );
  const without = known.filter(isEmpty).map(({ title }) => title[locale]);
  if (columns.length === 0) return null;
  return (
    <>
      <h3 className="section-head">{t("source.columns")}</h3>
      <table className="source-columns">
        <thead>
          <tr>
            <th scope="col">{t("import.column")}</th>
            <th scope="col">{t("import.field")}</th>
            <th scope="col">{t("source.understood")}</th>
            <th scope="col">{t("source.missing")}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <ColumnRow key={column.name} column={column} source={source} />
          ))}
        </tbody>
      </table>
      {without.length > 0 && (
        <p className="quiet without">
          {t("source.without", { count: without.length })} {without.join(locale === "zh" ? "、" : ", ")}
        </p>
      )}
    </>
  );
}

function ColumnRow({ column, source }: { column: LayerColumn; source: SourceReport }) {
  const { t, locale } = useSpeech();
  const understanding = source.understood.find((entry) => entry.column === column.name);
  const missing = source.missing[column.name];
  const unclear = (understanding?.unclear ?? []).map(({ value, count }) => `${value} × ${formatNumber(locale, count)}`);
  return (
    <tr>
      <th scope="row">{columnTitle(locale, column)}</th>
      <td className="clip">{source.mapping[column.name] ?? t("import.none")}</td>
      <td title={unclear.join("\n")}>
        {understanding !== undefined && understanding.values > 0 && (
          <Bar share={shareOf(understanding)} words={formatShare(locale, shareOf(understanding))} />
        )}
      </td>
      <td>
        {missing !== undefined && source.imported > 0 && (
          <Bar
            share={missing / source.imported}
            words={`${formatNumber(locale, missing)} · ${formatShare(locale, missing / source.imported)}`}
            lack
          />
        )}
      </td>
    </tr>
  );
}

/** A share as a bar with its words; `lack` where more is worse. */
function Bar({ share, words, lack = false }: { share: number; words: string; lack?: boolean }) {
  return (
    <span className="share-bar" data-lack={lack} style={{ "--share": `${share * 100}%` } as CSSProperties}>
      <i />
      {words}
    </span>
  );
}
