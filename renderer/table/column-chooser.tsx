import { ArrowDownOutlined, ArrowUpOutlined, SettingOutlined } from "@ant-design/icons";
import { Button, Checkbox, Popover } from "antd";
import type { Layer } from "../../contract/project.js";
import { useStore } from "../state/store.js";
import { columnTitle } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { hiddenColumns, moveColumn, orderedColumns, resetColumns, toggleColumn } from "./chosen-columns.js";

/** Which columns the table shows, and in which order; kept for layers of the same kind. */
export function ColumnChooser({ layer }: { layer: Layer }) {
  const { t } = useSpeech();
  return (
    <Popover trigger="click" placement="topRight" destroyOnHidden content={<ColumnList layer={layer} />}>
      <Button size="small" icon={<SettingOutlined />}>
        {t("table.columns")}
      </Button>
    </Popover>
  );
}

function ColumnList({ layer }: { layer: Layer }) {
  const { t, locale } = useSpeech();
  const arranged = useStore((state) => state.preferences.columns);
  const columns = orderedColumns(layer, arranged);
  const hidden = hiddenColumns(layer.kind, arranged);
  return (
    <div className="column-list">
      <ul>
        {columns.map((column, at) => {
          const title = columnTitle(locale, column);
          return (
            <li key={column.name}>
              <Checkbox checked={!hidden.has(column.name)} onChange={() => toggleColumn(layer, column.name)}>
                {title}
              </Checkbox>
              <button
                type="button"
                className="icon-button"
                aria-label={t("table.moveLeft", { name: title })}
                disabled={at === 0}
                onClick={() => moveColumn(layer, column.name, -1)}
              >
                <ArrowUpOutlined />
              </button>
              <button
                type="button"
                className="icon-button"
                aria-label={t("table.moveRight", { name: title })}
                disabled={at === columns.length - 1}
                onClick={() => moveColumn(layer, column.name, 1)}
              >
                <ArrowDownOutlined />
              </button>
            </li>
          );
        })}
      </ul>
      <Button size="small" disabled={arranged?.[layer.kind] === undefined} onClick={() => resetColumns(layer)}>
        {t("table.resetColumns")}
      </Button>
    </div>
  );
}
