import { CloseOutlined } from "@ant-design/icons";
import { Segmented } from "antd";
import { useState } from "react";
import { leaveScheme, type SchemeEditing } from "../state/scheme.js";
import { useSpeech } from "../text/say.js";
import { Bands } from "./bands.js";
import { GasProfile } from "./gas-profile.js";
import { LevelCounts } from "./level-counts.js";
import { PairMatrix } from "./pair-matrix.js";
import { Rules } from "./rules.js";
import { SchemeTools } from "./scheme-tools.js";
import { Weights } from "./weights.js";

const tabs = ["weights", "pairs", "bands", "rules"] as const;

/** The scoring scheme that a scored layer is shown by: what it makes of all buildings, and everything in it to be changed. */
export function SchemePanel({ editing }: { editing: SchemeEditing }) {
  const { t, of } = useSpeech();
  const [tab, setTab] = useState<(typeof tabs)[number]>("weights");
  return (
    <>
      <div className="panel-head card-head">
        <h2>{t("scheme.title")}</h2>
        <button
          type="button"
          className="icon-button"
          title={t("scheme.close")}
          aria-label={t("scheme.close")}
          onClick={() => void leaveScheme()}
        >
          <CloseOutlined />
        </button>
      </div>
      <div className="panel-body card scheme">
        <SchemeTools editing={editing} />
        <LevelCounts editing={editing} />
        {editing.fault !== null && (
          <p className="scheme-fault" role="alert">
            {of(editing.fault)}
          </p>
        )}
        <Segmented
          block
          size="small"
          value={tab}
          onChange={setTab}
          options={tabs.map((value) => ({ value, label: t(`scheme.tab.${value}`) }))}
        />
        {tab === "weights" && <Weights editing={editing} />}
        {tab === "pairs" && <PairMatrix />}
        {tab === "bands" && <Bands draft={editing.draft} />}
        {tab === "rules" && (
          <>
            <Rules draft={editing.draft} />
            <GasProfile editing={editing} />
          </>
        )}
      </div>
    </>
  );
}
