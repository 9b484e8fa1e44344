import { Button, Tag } from "antd";
import type { BuildingFile } from "../../contract/ledger-calls.js";
import { GuardedButton } from "../panels/guarded.js";
import { change } from "../state/store.js";
import { attachFiles } from "../state/work-dialogs.js";
import { formatMoment } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { CaseRow } from "./case-row.js";
import { useJudgementTitle } from "./judgements.js";
import { KeptFiles } from "./kept-files.js";
import { useAnswer } from "./use-answer.js";

/** What was decided about one building: its lists, cases, grade, notes, documents, and everything in order of time. */
export function BuildingSection({ layer, fid }: { layer: number; fid: number }) {
  const { t } = useSpeech();
  const file = useAnswer("building.read", { layer, fid });
  const rows = { layer, fids: [fid] };
  const grade = file?.grades.at(-1);
  return (
    <section
      className="building-file"
      aria-label={t("ledger.file")}
      onDrop={(event) => {
        const dropped = [...event.dataTransfer.files].map((each) => window.desktop.pathOf(each));
        if (dropped.length === 0) return;
        // What is dropped on the house's file is kept with it; anywhere else it is imported.
        event.preventDefault();
        event.stopPropagation();
        window.dispatchEvent(new DragEvent("dragleave"));
        void attachFiles(rows, dropped);
      }}
    >
      <h3 className="section-head">{t("ledger.file")}</h3>
      <div className="case-tools">
        <GuardedButton size="small" onClick={() => change({ dialog: { type: "pick", rows, count: 1 } })}>
          {t("ledger.pick")}
        </GuardedButton>
        <GuardedButton size="small" onClick={() => change({ dialog: { type: "grade", rows } })}>
          {t("ledger.grade")}
        </GuardedButton>
        <GuardedButton size="small" onClick={() => change({ dialog: { type: "note", rows } })}>
          {t("ledger.note")}
        </GuardedButton>
        <GuardedButton size="small" onClick={() => change({ dialog: { type: "judge", rows } })}>
          {t("cases.judge")}
        </GuardedButton>
        <GuardedButton size="small" onClick={() => change({ dialog: { type: "recheck", rows } })}>
          {t("cases.recheckGo")}
        </GuardedButton>
        <GuardedButton size="small" onClick={() => void attachFiles(rows)}>
          {t("cases.attach")}
        </GuardedButton>
        <Button size="small" onClick={() => change({ wide: { view: "timeline", layer, fid } })}>
          {t("cases.timeline")}
        </Button>
      </div>
      {grade?.grade != null && (
        <p>
          <b className="grade">{grade.grade}</b> {[grade.agency, grade.report, grade.date].filter(Boolean).join(" · ")}
        </p>
      )}
      {file !== null && <Kept file={file} />}
      {file !== null && file.lists.length > 0 && (
        <p className="tags">
          {file.lists.map(({ id, name, reason }) => (
            <Tag key={id} title={reason}>
              {name}
            </Tag>
          ))}
        </p>
      )}
      {file !== null && file.cases.length > 0 && (
        <ul className="case-list">
          {file.cases.map((entry) => (
            <li key={entry.id} className="own-case">
              <ul>
                <CaseRow entry={entry} />
              </ul>
              <Actions entry={entry} />
            </li>
          ))}
        </ul>
      )}
      {file === null ? <p className="quiet">{t("ledger.noFile")}</p> : <History file={file} />}
    </section>
  );
}

/** Judgements on scales of their own, and documents. */
function Kept({ file }: { file: BuildingFile }) {
  const { t } = useSpeech();
  const titleOf = useJudgementTitle();
  const latest = [...new Map(file.judgements.map((each) => [each.scale, each])).values()];
  const judgements = latest.filter(({ value }) => value !== null);
  return (
    <>
      {judgements.length > 0 && (
        <p className="quiet">
          {judgements.map(({ scale, value }) => `${t(`scale.${scale}`)} ${titleOf(scale, value ?? "")}`).join(" · ")}
        </p>
      )}
      <KeptFiles file={file} />
    </>
  );
}

function Actions({ entry }: { entry: BuildingFile["cases"][number] }) {
  const { t } = useSpeech();
  return (
    <div className="case-tools">
      {entry.actions.map((action) => (
        <GuardedButton
          key={action}
          size="small"
          onClick={() => change({ dialog: { type: "act", cases: [entry.id], action } })}
        >
          {t(`action.${action}`)}
        </GuardedButton>
      ))}
    </div>
  );
}

/** The journal's words about the building, the latest first, with notes and documents among them. */
function History({ file }: { file: BuildingFile }) {
  const { t, of, locale } = useSpeech();
  const notes = new Map(file.notes.map(({ text, added }) => [added.seq, text]));
  return (
    <details className="timeline" open={file.history.length < 6}>
      <summary>{t("ledger.history", { count: file.history.length })}</summary>
      <ol>
        {file.history.map(({ stamp, title, why }) => (
          <li key={stamp.seq}>
            <span className="quiet">
              {formatMoment(locale, Date.parse(stamp.at))} {stamp.who}
            </span>
            <b>{of(title)}</b>
            {[notes.get(stamp.seq), why].filter(Boolean).map((words) => (
              <span key={words}>{words}</span>
            ))}
          </li>
        ))}
      </ol>
    </details>
  );
}
