import { Input, Segmented, Select } from "antd";
import { useState } from "react";
import type { CallInput } from "../../contract/api.js";
import { ask } from "../engine/engine.js";
import { decide } from "../state/ledger.js";
import { notify } from "../state/notices.js";
import { useStore } from "../state/store.js";
import { bothTexts, useSpeech } from "../text/say.js";
import { closeDialog, FormDialog, TextField } from "./form-dialog.js";
import { useAnswer } from "./use-answer.js";

type Rule = "one" | "blocks" | "district";
type To = CallInput<"case.distribute">["to"];

/** Hands many confirmed cases over at once: to one unit, to several in blocks, or by district. */
export function DistributeDialog({ cases }: { cases: readonly number[] }) {
  const { t, of } = useSpeech();
  const boundaries = useStore((state) => state.project?.layers)?.filter(({ kind }) => kind === "boundaries") ?? [];
  const [rule, setRule] = useState<Rule>("one");
  const [units, setUnits] = useState("");
  const [layer, setLayer] = useState<number | null>(boundaries.at(-1)?.id ?? null);
  const [byDistrict, setByDistrict] = useState<Readonly<Record<string, string>>>({});
  const [deadline, setDeadline] = useState("");
  const [person, setPerson] = useState("");
  const named = units
    .split(/[\n,，、;；]/u)
    .map((unit) => unit.trim())
    .filter((unit) => unit !== "");
  const to = ruleOf(rule, named, layer, byDistrict);
  const confirm = async () => {
    if (to === null) return;
    const given = { cases: [...cases], to, deadline, person: person.trim() || null };
    const done = await decide(() => ask("case.distribute", given));
    if (done === null) return;
    closeDialog();
    notify("good", bothTexts("ledger.acted", { count: done.length }));
  };
  return (
    <FormDialog
      title={t("cases.distributeTitle", { count: cases.length })}
      go={t("action.assign")}
      ready={to !== null && deadline !== ""}
      width={520}
      confirm={confirm}
    >
      <div className="form-grid single">
        <Segmented
          block
          value={rule}
          options={(["one", "blocks", "district"] as const).map((value) => ({
            value,
            label: t(`cases.by-${value}`),
            disabled: value === "district" && boundaries.length === 0,
          }))}
          onChange={setRule}
        />
        {rule === "one" && <TextField label={t("value.unit")} value={units} set={setUnits} />}
        {rule === "blocks" && <TextField label={t("cases.units")} rows={4} value={units} set={setUnits} />}
        {rule === "district" && (
          <>
            <Select
              aria-label={t("cases.boundaries")}
              value={layer}
              options={boundaries.map(({ id, title }) => ({ value: id, label: of(title) }))}
              onChange={setLayer}
            />
            {layer !== null && <Districts layer={layer} cases={cases} units={byDistrict} set={setByDistrict} />}
          </>
        )}
        <TextField label={t("value.deadline")} type="date" value={deadline} set={setDeadline} />
        <TextField label={t("value.person")} value={person} set={setPerson} />
      </div>
    </FormDialog>
  );
}

function ruleOf(
  rule: Rule,
  units: readonly string[],
  layer: number | null,
  byDistrict: Readonly<Record<string, string>>,
): To | null {
  const [first] = units;
  if (rule === "one") return first === undefined ? null : { by: "one", unit: first };
  if (rule === "blocks") return units.length === 0 ? null : { by: "blocks", units: [...units] };
  const { outside = "", ...rest } = byDistrict;
  const named = Object.entries(rest).filter(([, unit]) => unit.trim() !== "");
  if (layer === null || (named.length === 0 && outside.trim() === "")) return null;
  return { by: "district", layer, units: Object.fromEntries(named), outside: outside.trim() || null };
}

/** A unit for each district that has one of the cases, and one for what lies outside. */
function Districts(props: {
  layer: number;
  cases: readonly number[];
  units: Readonly<Record<string, string>>;
  set: (units: Readonly<Record<string, string>>) => void;
}) {
  const { layer, cases, units, set } = props;
  const { t } = useSpeech();
  const districts = useAnswer("case.districts", { layer });
  const chosen = new Set(cases);
  const counted = (districts ?? [])
    .map(({ fid, name, code, ids }) => ({ fid, name, code, count: ids.filter((id) => chosen.has(id)).length }))
    .filter(({ count }) => count > 0);
  return (
    <ul className="plain-list district-units">
      {counted.map(({ fid, name, code, count }) => {
        const key = fid === null ? "outside" : String(fid);
        const label = fid === null ? t("cases.outside") : (name ?? code ?? key);
        return (
          <li key={key}>
            <span className="clip">
              {label} <b>{count}</b>
            </span>
            <Input
              aria-label={label}
              placeholder={t("value.unit")}
              maxLength={200}
              value={units[key] ?? ""}
              onChange={(event) => set({ ...units, [key]: event.target.value })}
            />
          </li>
        );
      })}
    </ul>
  );
}
