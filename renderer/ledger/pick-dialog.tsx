import { AutoComplete, Input, InputNumber, Modal, Select } from "antd";
import { useState } from "react";
import type { RowChoice } from "../../contract/ledger-calls.js";
import type { Layer } from "../../contract/project.js";
import type { Locale } from "../../contract/text.js";
import { ask } from "../engine/engine.js";
import { runJob } from "../state/jobs.js";
import { decide } from "../state/ledger.js";
import { notify } from "../state/notices.js";
import { change, current, useStore } from "../state/store.js";
import { bothNumbered, columnTitle, formatNumber } from "../text/format.js";
import { bothTexts, say, useSpeech } from "../text/say.js";

/** Both orders of each column of numbers. */
function orders(layer: Layer, locale: Locale) {
  const numbers = layer.columns.filter(({ type }) => type === "number" || type === "whole" || type === "year");
  return numbers.flatMap((column) =>
    [true, false].map((descending) => ({
      value: `${descending ? ">" : "<"}${column.name}`,
      label: say(locale, descending ? "cases.largest" : "cases.smallest", { column: columnTitle(locale, column) }),
    })),
  );
}

/** Puts rows onto a list: one that is there, or a new one by a new name; with the reason. */
export function PickDialog({ rows, count }: { rows: RowChoice; count: number }) {
  const { t, locale } = useSpeech();
  const lists = useStore((state) => state.ledger?.lists) ?? [];
  const layer = useStore((state) => state.project?.layers.find(({ id }) => id === rows.layer));
  const run = layer?.run ?? null;
  const [top, setTop] = useState<{ readonly column: string; readonly descending: boolean } | null>(null);
  const [limit, setLimit] = useState<number | null>(Math.min(20, count));
  const chosen = top === null || limit === null ? rows : { ...rows, order: top, limit };
  const [name, setName] = useState(lists.at(-1)?.name ?? "");
  const [reason, setReason] = useState("");
  const close = () => change({ dialog: { type: "none" } });
  const ready = name.trim() !== "" && reason.trim() !== "" && (top === null || limit !== null);
  const confirm = async () => {
    const done = await decide(async () => {
      const list = current().ledger?.lists.find((each) => each.name === name.trim())?.id ?? name.trim();
      const request = { list, rows: chosen, reason: reason.trim(), run };
      // Many picks take a while: the map can be used meanwhile, and the job's card cancels.
      close();
      return await runJob(bothTexts("menu.picks", { name: name.trim() }), (options) =>
        ask("list.add", request, options),
      );
    });
    if (done !== null) notify("good", bothNumbered("ledger.picked", { added: done.added, there: done.there }));
  };
  return (
    <Modal
      open
      centered
      width={460}
      title={t("ledger.pickTitle", { count: formatNumber(locale, count) })}
      okText={t("ledger.pickGo")}
      cancelText={t("common.cancel")}
      okButtonProps={{ disabled: !ready }}
      onOk={() => void confirm()}
      onCancel={close}
    >
      <div className="form-grid single">
        <div className="field">
          <span>{t("ledger.list")}</span>
          <AutoComplete
            autoFocus
            aria-label={t("ledger.list")}
            placeholder={t("ledger.listHint")}
            value={name}
            onChange={(typed: string) => setName(typed.slice(0, 200))}
            options={lists.map((list) => ({ value: list.name }))}
          />
        </div>
        {count > 1 && layer !== undefined && (
          <div className="field">
            <span>{t("cases.top")}</span>
            <div className="top-of-order">
              <Select
                aria-label={t("cases.topBy")}
                showSearch={{ optionFilterProp: "label" }}
                value={top === null ? "" : `${top.descending ? ">" : "<"}${top.column}`}
                onChange={(value: string) =>
                  setTop(value === "" ? null : { column: value.slice(1), descending: value.startsWith(">") })
                }
                options={[{ value: "", label: t("cases.topAll") }, ...orders(layer, locale)]}
                popupMatchSelectWidth={false}
              />
              <InputNumber<number>
                aria-label={t("cases.topCount")}
                min={1}
                max={count}
                precision={0}
                disabled={top === null}
                value={limit}
                onChange={setLimit}
              />
            </div>
          </div>
        )}
        <div className="field">
          <span>{t("ledger.reason")}</span>
          <Input
            aria-label={t("ledger.reason")}
            placeholder={t("ledger.reasonHint")}
            maxLength={400}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
      </div>
    </Modal>
  );
}
