import { AimOutlined, BorderOuterOutlined, GatewayOutlined, SelectOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import { type Tool, takeTool, tools } from "../state/chosen.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";

const looks: Readonly<Record<Tool, { readonly icon: ReactNode; readonly key: string }>> = {
  click: { icon: <SelectOutlined />, key: "V" },
  box: { icon: <BorderOuterOutlined />, key: "B" },
  lasso: { icon: <GatewayOutlined />, key: "L" },
  radius: { icon: <AimOutlined />, key: "R" },
};

/** The tools of selection, one in hand. */
export function SelectBar() {
  const { t } = useSpeech();
  const tool = useStore((state) => state.tool);
  const isEmpty = useStore((state) => (state.project?.layers.length ?? 0) === 0);
  if (isEmpty) return null;
  return (
    <div className="select-bar" role="toolbar" aria-label={t("select.tools")}>
      {tools.map((name) => {
        const title = `${t(`select.tool.${name}`)} (${looks[name].key})`;
        return (
          <button
            key={name}
            type="button"
            className="icon-button"
            title={`${title}\n${t("select.modifiers")}`}
            aria-label={title}
            aria-pressed={tool === name}
            onClick={() => takeTool(name)}
          >
            {looks[name].icon}
          </button>
        );
      })}
    </div>
  );
}
