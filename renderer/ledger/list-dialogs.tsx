import { Select } from "antd";
import { useState } from "react";
import { ask } from "../engine/engine.js";
import { decide } from "../state/ledger.js";
import { change, useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { closeDialog, FormDialog, TextField } from "./form-dialog.js";

const ways = ["union", "intersection", "difference"] as const;

/** Another name for a list. */
export function RenameListDialog({ list, name: before }: { list: number; name: string }) {
  const { t } = useSpeech();
  const [name, setName] = useState(before);
  const confirm = async () => {
    const done = await decide(async () => {
      await ask("list.rename", { list, name: name.trim() });
      return true;
    });
    if (done !== null) closeDialog();
  };
  return (
    <FormDialog title={t("cases.renameListTitle")} go={t("common.ok")} ready={name.trim() !== ""} confirm={confirm}>
      <div className="form-grid single">
        <TextField label={t("cases.listName")} value={name} set={setName} />
      </div>
    </FormDialog>
  );
}

/** A new list of what is on either of two, on both, or on the first only. */
export function CombineListDialog({ list }: { list: number }) {
  const { t } = useSpeech();
  const lists = useStore((state) => state.ledger?.lists) ?? [];
  const first = lists.find(({ id }) => id === list)?.name ?? "";
  const others = lists.filter(({ id }) => id !== list);
  const [how, setHow] = useState<(typeof ways)[number]>("intersection");
  const [other, setOther] = useState<number | null>(others.at(-1)?.id ?? null);
  const [name, setName] = useState("");
  const confirm = async () => {
    if (other === null) return;
    const made = await decide(() => ask("list.combine", { one: list, other, how, name: name.trim() }));
    if (made === null) return;
    closeDialog();
    change({ work: { tab: "lists", list: made.list } });
  };
  return (
    <FormDialog
      title={t("cases.combineTitle", { name: first })}
      go={t("cases.combineGo")}
      ready={other !== null && name.trim() !== ""}
      confirm={confirm}
    >
      <div className="form-grid single">
        <div className="field">
          <span>{t("cases.combineHow")}</span>
          <Select
            aria-label={t("cases.combineHow")}
            value={how}
            onChange={setHow}
            options={ways.map((value) => ({ value, label: t(`cases.${value}`) }))}
          />
        </div>
        <div className="field">
          <span>{t("cases.otherList")}</span>
          <Select
            aria-label={t("cases.otherList")}
            value={other}
            onChange={setOther}
            options={others.map(({ id, name: label }) => ({ value: id, label }))}
            notFoundContent={t("cases.noOtherList")}
          />
        </div>
        <TextField label={t("cases.newListName")} value={name} set={setName} />
      </div>
    </FormDialog>
  );
}
