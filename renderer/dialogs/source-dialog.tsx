import { Modal } from "antd";
import type { Layer, SkippedRow, SourceReport } from "../../contract/project.js";
import { change, useStore } from "../state/store.js";
import { formatNumber, formatTime } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { SourceColumns } from "./source-columns.js";

/** Where a layer came from, how it was read, how much of it is known, and every row left out or doubtful with its reason. */
export function SourceDialog({ layer: id }: { layer: number }) {
  const { t, of } = useSpeech();
  const layer = useStore((state) => state.project?.layers.find((entry) => entry.id === id));
  const source = layer?.source;
  if (layer === undefined || source === null || source === undefined) return null;
  return (
    <Modal
      open
      centered
      width={760}
      className="source-dialog"
      title={t("source.title", { name: of(layer.title) })}
      footer={null}
      onCancel={() => change({ dialog: { type: "none" } })}
    >
      <Facts layer={layer} source={source} />
      {source.corrections.length > 0 && (
        <>
          <h3 className="section-head">{t("source.corrections")}</h3>
          <ul className="plain-list">
            {source.corrections.map((correction) => (
              <li key={correction.en}>{of(correction)}</li>
            ))}
          </ul>
        </>
      )}
      <SourceColumns layer={layer} source={source} />
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
      <Rows title={t("source.skipped")} rows={source.skipped} count={source.skippedCount} />
      <Rows title={t("source.noted")} rows={source.noted} count={source.notedCount} />
    </Modal>
  );
}

function Facts({ layer, source }: { layer: Layer; source: SourceReport }) {
  const { t, of, locale } = useSpeech();
  const number = (value: number) => formatNumber(locale, value);
  const rows: readonly (readonly [string, string])[] = [
    [t("source.path"), source.path],
    [t("source.when"), formatTime(locale, source.importedAt * 1000)],
    ...(layer.revision > 1 ? [[t("source.revision"), number(layer.revision)] as const] : []),
    [t("source.rows"), number(source.rows)],
    [t("source.imported"), number(source.imported)],
    [t("source.skipped"), number(source.skippedCount)],
    [t("source.noted"), number(source.notedCount)],
    [t("source.encoding"), source.encoding],
    [t("source.crs"), `${source.crs} · ${of(source.crsEvidence)}`],
    [t("source.sha"), source.sha256],
  ];
  return (
    <dl className="facts wide">
      {rows.map(([title, value]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Rows({ title, rows, count }: { title: string; rows: readonly SkippedRow[]; count: number }) {
  const { t, of, locale } = useSpeech();
  if (count === 0) return null;
  const left = count - rows.length;
  return (
    <>
      <h3 className="section-head">
        {title}
        <span className="quiet">{formatNumber(locale, count)}</span>
      </h3>
      <ul className="plain-list skipped">
        {rows.map(({ row, why }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row can be named more than once, for different reasons.
          <li key={index}>
            <b>{t("source.skippedRow", { row: formatNumber(locale, row) })}</b> {of(why)}
          </li>
        ))}
        {left > 0 && <li>{t("source.more", { count: formatNumber(locale, left) })}</li>}
      </ul>
    </>
  );
}
