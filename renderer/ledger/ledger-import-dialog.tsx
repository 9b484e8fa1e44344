import { Button } from "antd";
import { useState } from "react";
import type { LedgerImport, LedgerRow } from "../../contract/returned-calls.js";
import { ask } from "../engine/engine.js";
import { decide } from "../state/ledger.js";
import { notify } from "../state/notices.js";
import { change } from "../state/store.js";
import { bothNumbered, fileName } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import type { Word } from "../text/words.js";
import { ColumnChoice } from "./column-choice.js";
import { CompareDialog, FileNotes } from "./compare-dialog.js";
import { closeDialog } from "./form-dialog.js";
import { useHazardTitle } from "./use-actions.js";
import { useAnswer } from "./use-answer.js";

const columns = [
  "code",
  "name",
  "address",
  "hazard",
  "description",
  "state",
  "unit",
  "person",
  "deadline",
  "management_measure",
  "engineering_measure",
  "evidence",
  "grade",
  "report",
  "agency",
  "date",
] as const;
type Column = (typeof columns)[number];

const titles: Readonly<Record<Column, Word>> = {
  code: "returned.code",
  name: "returned.name",
  address: "returned.address",
  hazard: "ledger.hazard",
  description: "ledger.description",
  state: "cases.state",
  unit: "value.unit",
  person: "value.person",
  deadline: "value.deadline",
  management_measure: "value.management_measure",
  engineering_measure: "value.engineering_measure",
  evidence: "value.evidence",
  grade: "returned.grade",
  report: "returned.report",
  agency: "returned.agency",
  date: "returned.date",
};

/** A ledger kept before: what each of its rows would become, before anything is written. */
export function LedgerImportDialog({ path }: { path: string }) {
  const { t } = useSpeech();
  const [mapping, setMapping] = useState<Record<string, string> | null>(null);
  const given = { path, ...(mapping === null ? {} : { mapping }) };
  const seen = useAnswer("ledger.inspect", given);
  const apply = async ({ sha256, serial }: LedgerImport) => {
    const done = await decide(() => ask("ledger.import", { ...given, sha256, serial }));
    if (done === null) return;
    change({ dialog: { type: "none" }, work: { tab: "cases", states: [] }, selection: null, feature: null });
    notify("good", bothNumbered("cases.imported", { cases: done.cases, buildings: done.buildings }));
  };
  return (
    <CompareDialog title={t("cases.importTitle", { name: fileName(path) })}>
      {seen !== null && (
        <div className="compared">
          <FileNotes notes={seen.notes} />
          <ColumnChoice
            {...{ columns, fields: seen.fields, mapping: seen.mapping, set: setMapping }}
            titleOf={(column) => titles[column]}
          />
          <div className="compared-rows">
            <table>
              <thead>
                <tr>
                  <th>{t("cases.row")}</th>
                  {(["code", "hazard", "state", "unit", "deadline"] as const).map((column) => (
                    <th key={column}>{t(titles[column])}</th>
                  ))}
                  <th>{t("cases.notes")}</th>
                </tr>
              </thead>
              <tbody>
                {seen.rows.map((row) => (
                  <Row key={row.row} row={row} />
                ))}
              </tbody>
            </table>
          </div>
          <div className="compared-foot">
            <span data-testid="import-counts">{t("cases.importCounts", { ...seen.counts })}</span>
            <span className="spring" />
            <Button onClick={closeDialog}>{t("common.cancel")}</Button>
            <Button type="primary" disabled={seen.counts.fresh === 0} onClick={() => void apply(seen)}>
              {t("cases.importGo", { count: seen.counts.fresh })}
            </Button>
          </div>
        </div>
      )}
    </CompareDialog>
  );
}

function Row({ row }: { row: LedgerRow }) {
  const { t, of } = useSpeech();
  const hazard = useHazardTitle(row.hazard);
  return (
    <tr data-problem={row.problem !== null}>
      <td>{row.row}</td>
      <td>{row.code ?? row.of?.address ?? "—"}</td>
      <td>{hazard}</td>
      <td>{row.state === null ? "?" : t(`state.${row.state}`)}</td>
      <td>{row.values.unit ?? "—"}</td>
      <td>{row.values.deadline ?? "—"}</td>
      <td>
        {row.problem !== null && <small className="fault">{t(`import-problem.${row.problem}`)}</small>}
        {row.notes.map((note) => (
          <small key={note.en}>{of(note)}</small>
        ))}
      </td>
    </tr>
  );
}
