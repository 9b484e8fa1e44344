import { Spin } from "antd";
import type { Reading } from "../../../contract/api.js";
import type { Inspection } from "../../../contract/inspection.js";
import { changeDraft, needsCrs } from "../../state/import-drafts.js";
import { type ImportDraft, useStore } from "../../state/store.js";
import { formatBytes, formatNumber } from "../../text/format.js";
import { useSpeech } from "../../text/say.js";
import { Mapping } from "./mapping.js";
import { ImportPicture } from "./picture.js";
import { Position } from "./position.js";
import { ImportPreview } from "./preview.js";
import { Recognised } from "./recognised.js";
import { Target } from "./target.js";
import { TemplateLine } from "./template-line.js";

export interface CorrectionProps {
  readonly draft: ImportDraft;
  readonly inspection: Inspection;
  readonly reading: Reading;
  readonly correct: (reading: Reading) => void;
}

/** One file: what was recognised and how it can be corrected on the left, how it would be read on the right. */
export function DraftView({ draft }: { draft: ImportDraft }) {
  const { t, of } = useSpeech();
  const { inspection, reading, busy, error } = draft;
  const correct = (next: Reading) => changeDraft(draft.id, { reading: next });
  return (
    <div className="import-draft">
      {error !== null && (
        <p className="problem" role="alert">
          {of(error.message)}
        </p>
      )}
      {inspection === null && error === null && (
        <p className="quiet reading">
          <Spin size="small" /> {t("import.reading")}
        </p>
      )}
      {inspection !== null && (
        <div className="import-body" aria-busy={busy}>
          <Problems inspection={inspection} />
          <div className="import-columns">
            <div className="import-facts">
              <Holds inspection={inspection} />
              <Recognised draft={draft} inspection={inspection} reading={reading} correct={correct} />
              <Target draft={draft} inspection={inspection} />
              <TemplateLine draft={draft} inspection={inspection} reading={reading} correct={correct} />
              <Mapping
                key={reading.kind ?? inspection.kind.value}
                draft={draft}
                inspection={inspection}
                reading={reading}
                correct={correct}
              />
              <Position draft={draft} inspection={inspection} reading={reading} correct={correct} />
            </div>
            <div className="import-looks">
              <ImportPicture inspection={inspection} />
              <ImportPreview inspection={inspection} mapping={{ ...inspection.mapping, ...reading.mapping }} />
            </div>
          </div>
        </div>
      )}
    </div>
  );
}

/** Format, rows, geometry and size in one line. */
function Holds({ inspection }: { inspection: Inspection }) {
  const { t, of, locale } = useSpeech();
  const formats = useStore((state) => state.catalog?.readFormats) ?? [];
  const { rows, geometry, bytes } = inspection;
  const format = formats.find(({ name }) => name === inspection.format);
  const parts = [
    format === undefined ? inspection.format : of(format.title),
    rows === null ? t("import.rowsUnknown") : t("import.rows", { count: formatNumber(locale, rows) }),
    t(geometry === null ? "import.noGeometry" : `import.${geometry}`),
    formatBytes(locale, bytes),
  ];
  return <p className="holds">{parts.join(" · ")}</p>;
}

function Problems({ inspection }: { inspection: Inspection }) {
  const { t, of } = useSpeech();
  const crsMissing = needsCrs(inspection);
  if (!crsMissing && inspection.problems.length === 0) return null;
  return (
    <ul className="problems" aria-label={t("import.problems")}>
      {crsMissing && <li>{t("import.crsNeeded")}</li>}
      {inspection.problems.map((problem) => (
        <li key={problem.en}>{of(problem)}</li>
      ))}
    </ul>
  );
}
