import { ArrowLeftOutlined, DeleteOutlined } from "@ant-design/icons";
import { App, Button, Checkbox } from "antd";
import { useState } from "react";
import type { ListEntry, PickEntry } from "../../contract/ledger-calls.js";
import { ask } from "../engine/engine.js";
import { GuardedButton, useMay } from "../panels/guarded.js";
import { decide } from "../state/ledger.js";
import { visit } from "../state/selection.js";
import { showPlaces } from "../state/show-places.js";
import { change, useStore } from "../state/store.js";
import { chooseTable, sendList } from "../state/work-dialogs.js";
import { formatMetres, formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { useAnswer } from "./use-answer.js";

/** Picks drawn at once. */
const drawn = 300;

/** The pick lists, or the one that is open. */
export function Lists({ list }: { list: number | null }) {
  const { t, locale } = useSpeech();
  const lists = useStore((state) => state.ledger?.lists) ?? [];
  const open = lists.find(({ id }) => id === list);
  if (open !== undefined) return <OpenList key={open.id} entry={open} />;
  return (
    <ul className="pick-lists">
      {lists.map(({ id, name, count }) => (
        <li key={id}>
          <button type="button" className="row-button" onClick={() => change({ work: { tab: "lists", list: id } })}>
            <b className="clip" title={name}>
              {name}
            </b>
            <span className="quiet">{t("results.buildings", { count: formatNumber(locale, count) })}</span>
          </button>
        </li>
      ))}
      {lists.length === 0 && <p className="quiet">{t("ledger.noLists")}</p>}
    </ul>
  );
}

function OpenList({ entry }: { entry: ListEntry }) {
  const { t } = useSpeech();
  const { modal } = App.useApp();
  const { may, why } = useMay("decision");
  const picks = useAnswer("list.read", { list: entry.id });
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const close = () => change({ work: { tab: "lists", list: null } });
  const remove = () =>
    modal.confirm({
      title: t("ledger.removeListAsk", { name: entry.name }),
      content: t("ledger.removeListWhy"),
      okText: t("common.ok"),
      cancelText: t("common.cancel"),
      onOk: async () => {
        await decide(() => ask("list.remove", { list: entry.id }));
        close();
      },
    });
  const drop = () =>
    void decide(() => ask("list.drop", { list: entry.id, buildings: [...ticked] })).then(() => setTicked(new Set()));
  return (
    <div className="open-list">
      <div className="case-tools">
        <button type="button" className="icon-button" aria-label={t("ledger.allLists")} onClick={close}>
          <ArrowLeftOutlined />
        </button>
        <b className="clip" title={entry.name}>
          {entry.name}
        </b>
        <GuardedButton
          size="small"
          type="primary"
          disabled={entry.count === 0}
          onClick={() => change({ dialog: { type: "open-cases", list: entry.id, count: entry.count } })}
        >
          {t("ledger.openCases")}
        </GuardedButton>
        <GuardedButton
          size="small"
          onClick={() => change({ dialog: { type: "rename-list", list: entry.id, name: entry.name } })}
        >
          {t("cases.renameList")}
        </GuardedButton>
        <GuardedButton size="small" onClick={() => change({ dialog: { type: "combine-list", list: entry.id } })}>
          {t("cases.combineList")}
        </GuardedButton>
        <GuardedButton size="small" disabled={ticked.size === 0} onClick={drop}>
          {t("ledger.drop")}
        </GuardedButton>
        <Button size="small" disabled={entry.count === 0} onClick={() => showPlaces(picks ?? [])}>
          {t("cases.onMap")}
        </Button>
        <Button size="small" disabled={entry.count === 0} onClick={() => void sendList(entry.id, entry.name)}>
          {t("cases.send")}
        </Button>
        <GuardedButton size="small" disabled={entry.count === 0} onClick={() => void chooseTable("return", entry.id)}>
          {t("cases.return")}
        </GuardedButton>
        <button
          type="button"
          className="icon-button"
          aria-label={t("ledger.removeList")}
          title={why}
          disabled={!may}
          onClick={remove}
        >
          <DeleteOutlined />
        </button>
      </div>
      <ul className="case-list">
        {(picks ?? []).slice(0, drawn).map((pick) => (
          <PickRow
            key={pick.building}
            pick={pick}
            ticked={ticked.has(pick.building)}
            tick={(on) =>
              setTicked(
                (before) =>
                  new Set(on ? [...before, pick.building] : [...before].filter((each) => each !== pick.building)),
              )
            }
          />
        ))}
      </ul>
      {(picks?.length ?? 0) > drawn && (
        <p className="quiet">{t("ledger.more", { count: (picks?.length ?? 0) - drawn })}</p>
      )}
    </div>
  );
}

function PickRow({ pick, ticked, tick }: { pick: PickEntry; ticked: boolean; tick: (on: boolean) => void }) {
  const { t, locale } = useSpeech();
  const where = { layer: pick.layer, fid: pick.fid };
  const name = pick.name ?? pick.address ?? pick.code ?? t("card.untitled", { fid: pick.fid });
  const metres = pick.metres === null ? null : formatMetres(locale, pick.metres);
  const facts = [pick.code, pick.reason, metres, pick.openCase === null ? null : `№ ${pick.openCase}`].filter(
    (part) => part !== null,
  );
  return (
    <li className="case-row">
      <Checkbox aria-label={name} checked={ticked} onChange={(event) => tick(event.target.checked)} />
      <button type="button" className="row-button" onClick={() => visit(where)}>
        <b className="clip" title={name}>
          {name}
        </b>
        <span className="quiet clip" title={facts.join(" · ")}>
          {facts.join(" · ")}
        </span>
      </button>
      {pick.grade !== null && <b className="grade">{pick.grade}</b>}
    </li>
  );
}
