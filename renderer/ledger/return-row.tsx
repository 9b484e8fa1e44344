import { Checkbox } from "antd";
import type { JudgementScale } from "../../contract/ledger.js";
import type { ReturnedCell, ReturnedField, ReturnedRow } from "../../contract/returned-calls.js";
import { useSpeech } from "../text/say.js";
import { useJudgementTitle } from "./judgements.js";

interface ReturnRowProps {
  readonly row: ReturnedRow;
  readonly shown: readonly ReturnedField[];
  readonly counted: boolean;
  readonly taken: ReadonlyMap<string, "new" | "old">;
  readonly take: (key: string, take: "new" | "old") => void;
  /** Of rows that contradict each other: whether this one counts. */
  readonly choose: (on: boolean) => void;
}

/** A row of a returned form: what it says field by field, or why it is left out. */
export function ReturnRow({ row, shown, counted, taken, take, choose }: ReturnRowProps) {
  const { t, of } = useSpeech();
  const { row: number, problem, why, cells } = row;
  return (
    <tr data-problem={problem !== null && !counted}>
      <td>{number}</td>
      <td>{row.code ?? "—"}</td>
      <td>
        <span className="clip">
          {row.of === null ? "—" : (row.of.name ?? row.of.address ?? t("card.untitled", { fid: row.of.fid }))}
        </span>
        {why !== null && <small className="fault">{of(why)}</small>}
        {problem === "contradicts" && (
          <Checkbox aria-label={t("cases.useRow", { row: number })} onChange={(event) => choose(event.target.checked)}>
            {t("cases.useThis")}
          </Checkbox>
        )}
      </td>
      {shown.map((field) => {
        const cell = cells.find((each) => each.field === field);
        const key = `${number}/${field}`;
        return (
          <td key={field} data-cell={cell?.state ?? "none"}>
            {cell !== undefined && (
              <Cell
                cell={cell}
                row={number}
                taken={taken.get(key)}
                choosable={counted}
                take={(which) => take(key, which)}
              />
            )}
          </td>
        );
      })}
    </tr>
  );
}

interface CellProps {
  readonly cell: ReturnedCell;
  readonly row: number;
  readonly taken: "new" | "old" | undefined;
  readonly choosable: boolean;
  readonly take: (which: "new" | "old") => void;
}

function Cell({ cell, row, taken, choosable, take }: CellProps) {
  const { t, of } = useSpeech();
  const judgement = useJudgementTitle();
  const { field, given, value, known, state, note } = cell;
  const isScale = field === "preliminary" || field === "reliability" || field === "seismic";
  const say = (text: string | null) => (text === null || !isScale ? text : judgement(field as JudgementScale, text));
  if (state === "conflict" && choosable) {
    return (
      <fieldset className="conflict" data-open={taken === undefined}>
        {(["old", "new"] as const).map((which) => (
          <button
            key={which}
            type="button"
            aria-pressed={taken === which}
            aria-label={t(`cases.take-${which}`, { row, field: t(`returned.${field}`) })}
            onClick={() => take(which)}
          >
            <em>{t(`cases.${which}`)}</em> {say(which === "old" ? known : value)}
          </button>
        ))}
      </fieldset>
    );
  }
  return (
    <>
      <span>{state === "fault" ? given : say(value)}</span>
      {note !== null && <small>{of(note)}</small>}
    </>
  );
}
