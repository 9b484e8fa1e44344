import { Button, Select } from "antd";
import { useState } from "react";
import type { ReturnedField, ReturnedForm } from "../../contract/returned-calls.js";
import { returnedFields } from "../../contract/returned-calls.js";
import { ask } from "../engine/engine.js";
import { decide } from "../state/ledger.js";
import { notify } from "../state/notices.js";
import { useStore } from "../state/store.js";
import { bothNumbered, fileName } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import type { Word } from "../text/words.js";
import { ColumnChoice } from "./column-choice.js";
import { CompareDialog, FileNotes } from "./compare-dialog.js";
import { closeDialog } from "./form-dialog.js";
import { ReturnRow } from "./return-row.js";
import { useAnswer } from "./use-answer.js";

type Column = ReturnedField | "code" | "name" | "address";
const columns: readonly Column[] = ["code", "name", "address", ...returnedFields];
const titleOf = (column: Column): Word => `returned.${column}`;

/** A form that an agency sent back beside what the ledger knows: every conflict is chosen before anything is written. */
export function ReturnDialog({ path, list: opened }: { path: string; list: number | null }) {
  const { t } = useSpeech();
  const [list, setList] = useState(opened);
  const [mapping, setMapping] = useState<Record<string, string> | null>(null);
  const given = { path, ...(mapping === null ? {} : { mapping }), ...(list === null ? {} : { list }) };
  const form = useAnswer("return.inspect", given);
  return (
    <CompareDialog title={t("cases.returnTitle", { name: fileName(path) })}>
      {form !== null && (
        <Compared key={`${form.sha256}/${form.serial}/${JSON.stringify(given)}`} form={form} given={given}>
          <div className="table-tools">
            <ListChoice list={list} set={setList} />
            <ColumnChoice {...{ columns, titleOf, fields: form.fields, mapping: form.mapping, set: setMapping }} />
          </div>
        </Compared>
      )}
    </CompareDialog>
  );
}

function ListChoice({ list, set }: { list: number | null; set: (list: number | null) => void }) {
  const { t } = useSpeech();
  const lists = useStore((state) => state.ledger?.lists) ?? [];
  const options = [
    { value: 0, label: t("cases.wholeLedger") },
    ...lists.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <div className="field">
      <span>{t("cases.belongsTo")}</span>
      <Select
        size="small"
        aria-label={t("cases.belongsTo")}
        value={list ?? 0}
        options={options}
        onChange={(value: number) => set(value === 0 ? null : value)}
      />
    </div>
  );
}

interface ComparedProps {
  readonly form: ReturnedForm;
  readonly given: { readonly path: string; readonly mapping?: Record<string, string>; readonly list?: number };
  readonly children: React.ReactNode;
}

function Compared({ form, given, children }: ComparedProps) {
  const { t } = useSpeech();
  const [taken, setTaken] = useState<ReadonlyMap<string, "new" | "old">>(new Map());
  const [rows, setRows] = useState<ReadonlySet<number>>(new Set());
  const counted = form.rows.filter(
    ({ row, problem }) => problem === null || (problem === "contradicts" && rows.has(row)),
  );
  const conflicts = counted.flatMap(({ row, cells }) =>
    cells.filter(({ state }) => state === "conflict").map(({ field }) => `${row}/${field}`),
  );
  const open = conflicts.filter((key) => !taken.has(key)).length;
  const takeAll = (take: "new" | "old") => setTaken(new Map(conflicts.map((key) => [key, take])));
  const fresh = counted.flatMap(({ cells }) => cells).filter(({ state }) => state === "new").length;
  const written = fresh + conflicts.filter((key) => taken.get(key) === "new").length;
  const apply = async () => {
    const choices = [...taken].map(([key, take]) => {
      const [row, field] = key.split("/");
      return { row: Number(row), field: field as ReturnedField, take };
    });
    const { sha256, serial } = form;
    // The fingerprint and the ledger's length make sure that what is written is what was looked at.
    const done = await decide(() => ask("return.apply", { ...given, sha256, serial, choices, rows: [...rows] }));
    if (done === null) return;
    closeDialog();
    notify("good", bothNumbered("cases.returned", { buildings: done.buildings, written: done.written }));
  };
  const shown = returnedFields.filter((field) => form.mapping[field] !== undefined);
  return (
    <div className="compared">
      <FileNotes notes={form.notes} />
      {children}
      <div className="compared-rows">
        <table>
          <thead>
            <tr>
              <th>{t("cases.row")}</th>
              <th>{t("returned.code")}</th>
              <th>{t("cases.building")}</th>
              {shown.map((field) => (
                <th key={field}>{t(titleOf(field))}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {form.rows.map((row) => (
              <ReturnRow
                key={row.row}
                row={row}
                shown={shown}
                counted={counted.includes(row)}
                taken={taken}
                take={(key, take) => setTaken((before) => new Map([...before, [key, take]]))}
                choose={(on) =>
                  setRows(
                    (before) => new Set(on ? [...before, row.row] : [...before].filter((each) => each !== row.row)),
                  )
                }
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className="compared-foot">
        <span data-testid="return-counts">
          {t("cases.returnCounts", { ...form.counts, open, left: form.rows.length - counted.length })}
        </span>
        <Button size="small" disabled={conflicts.length === 0} onClick={() => takeAll("old")}>
          {t("cases.keepAll")}
        </Button>
        <Button size="small" disabled={conflicts.length === 0} onClick={() => takeAll("new")}>
          {t("cases.takeAll")}
        </Button>
        <span className="spring" />
        <Button onClick={closeDialog}>{t("common.cancel")}</Button>
        <Button type="primary" disabled={open > 0 || written === 0} onClick={() => void apply()}>
          {t("cases.apply", { count: written })}
        </Button>
      </div>
    </div>
  );
}
