import { Modal } from "antd";
import { change, useStore } from "../state/store.js";
import { formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";

/** Where a layer came from, how it was read, and every row that was left out with its reason. */
export function SourceDialog({ layer: id }: { layer: number }) {
  const { t, of, locale } = useSpeech();
  const layer = useStore((state) => state.project?.layers.find((entry) => entry.id === id));
  const source = layer?.source;
  if (layer === undefined || source === null || source === undefined) return null;
  const rows: readonly (readonly [string, string])[] = [
    [t("source.path"), source.path],
    [t("source.rows"), formatNumber(locale, source.rows)],
    [t("source.imported"), formatNumber(locale, source.imported)],
    [t("source.skipped"), formatNumber(locale, source.skippedCount)],
    [t("source.encoding"), source.encoding],
    [t("source.crs"), `${source.crs} · ${of(source.crsEvidence)}`],
    [
      t("source.mapping"),
      Object.entries(source.mapping)
        .map(([column, field]) => `${column} ← ${field}`)
        .join("; "),
    ],
    [t("source.sha"), source.sha256],
  ];
  const left = source.skippedCount - source.skipped.length;
  return (
    <Modal
      open
      centered
      width={680}
      title={t("source.title", { name: of(layer.title) })}
      footer={null}
      onCancel={() => change({ dialog: { type: "none" } })}
    >
      <dl className="facts wide">
        {rows.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {source.notes.length > 0 && (
        <>
          <h3 className="section-head">{t("source.notes")}</h3>
          <ul className="plain-list">
            {source.notes.map((note) => (
              <li key={note.en}>{of(note)}</li>
            ))}
          </ul>
        </>
      )}
      {source.skippedCount > 0 && (
        <>
          <h3 className="section-head">{t("source.skipped")}</h3>
          <ul className="plain-list skipped">
            {source.skipped.map(({ row, why }) => (
              <li key={row}>
                <b>{t("source.skippedRow", { row: formatNumber(locale, row) })}</b> {of(why)}
              </li>
            ))}
            {left > 0 && <li>{t("source.more", { count: formatNumber(locale, left) })}</li>}
          </ul>
        </>
      )}
    </Modal>
  );
}
