import { CloseOutlined, RedoOutlined, UndoOutlined } from "@ant-design/icons";
import { Alert, Segmented } from "antd";
import { useEffect, useRef } from "react";
import { ask } from "../engine/engine.js";
import { GuardedButton, useMay } from "../panels/guarded.js";
import { loadLedger, step, toggleWork, type WorkView } from "../state/ledger.js";
import { showError } from "../state/notices.js";
import { change, useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { Cases } from "./cases.js";
import { Lists } from "./lists.js";
import { Today } from "./today.js";

const views: Readonly<Record<WorkView["tab"], WorkView>> = {
  today: { tab: "today" },
  lists: { tab: "lists", list: null },
  cases: { tab: "cases", states: [] },
};

/** The ledger: my work today, pick lists, cases; what was decided last can be taken back. */
export function WorkPanel({ work }: { work: WorkView }) {
  const { t } = useSpeech();
  const ledger = useStore((state) => state.ledger);
  const { may, why } = useMay("decision");
  const body = useRef<HTMLDivElement>(null);
  // Who opens it by a key goes on in it by keys; who is typing or in another control stays there.
  useEffect(() => {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body || activeElement.tagName === "CANVAS")
      body.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <div className="panel-head work-head">
        <h2>{t("ledger.title")}</h2>
        <StepButton direction="undo" />
        <StepButton direction="redo" />
        <button type="button" className="icon-button" aria-label={t("ledger.close")} onClick={toggleWork}>
          <CloseOutlined />
        </button>
      </div>
      <div className="panel-body work" ref={body} tabIndex={-1}>
        <Damage />
        <p className="quiet operator">
          {ledger?.operator == null ? t("ledger.noOperator") : t("ledger.operator", { name: ledger.operator })}{" "}
          <button
            type="button"
            className="text-link"
            disabled={!may}
            title={why}
            onClick={() => change({ dialog: { type: "sign" } })}
          >
            {t(ledger?.operator == null ? "ledger.sayName" : "ledger.changeName")}
          </button>
        </p>
        <Segmented
          block
          value={work.tab}
          options={(["today", "lists", "cases"] as const).map((tab) => ({ value: tab, label: t(`ledger.${tab}`) }))}
          onChange={(tab) => change({ work: views[tab] })}
        />
        {work.tab === "today" && <Today />}
        {work.tab === "lists" && <Lists list={work.list} />}
        {work.tab === "cases" && <Cases states={work.states} />}
      </div>
    </>
  );
}

function StepButton({ direction }: { direction: "undo" | "redo" }) {
  const { t, of } = useSpeech();
  const title = useStore((state) => state.ledger?.[direction] ?? null);
  const { may, why } = useMay("decision");
  const label = title === null ? t(`ledger.${direction}None`) : t(`ledger.${direction}`, { name: of(title) });
  return (
    <button
      type="button"
      className="icon-button"
      title={why ?? label}
      aria-label={label}
      disabled={title === null || !may}
      onClick={() => void step(direction)}
    >
      {direction === "undo" ? <UndoOutlined /> : <RedoOutlined />}
    </button>
  );
}

/** A journal that does not fit itself: where, and the way on. */
function Damage() {
  const { t, of } = useSpeech();
  const damage = useStore((state) => state.ledger?.damage) ?? [];
  if (damage.length === 0) return null;
  const repair = () => void ask("ledger.repair", {}).then(() => loadLedger(), showError);
  return (
    <Alert
      type="error"
      showIcon
      title={t("ledger.damaged")}
      description={
        <>
          <ul className="plain-list">
            {damage.slice(0, 5).map(({ line, what }) => (
              <li key={`${line}/${what.en}`}>{t("ledger.damagedLine", { line, what: of(what) })}</li>
            ))}
          </ul>
          <GuardedButton act="change" size="small" danger onClick={repair}>
            {t("ledger.repair")}
          </GuardedButton>
        </>
      }
    />
  );
}
