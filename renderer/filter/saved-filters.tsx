import { CloseOutlined, SaveOutlined } from "@ant-design/icons";
import { Button, Input, Popover } from "antd";
import { useState } from "react";
import type { Layer } from "../../contract/project.js";
import { GuardedButton, useMay } from "../panels/guarded.js";
import { homeOf } from "../state/filter.js";
import { applySaved, removeSaved, saveFilter } from "../state/saved-filters.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";

/** Filters kept under names in the project: one click applies one; what is set now can be kept. */
export function SavedFilters({ layer }: { layer: Layer }) {
  const { t } = useSpeech();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      content={<SavedList layer={layer} close={() => setOpen(false)} />}
    >
      <Button size="small" icon={<SaveOutlined />}>
        {t("filter.saved")}
      </Button>
    </Popover>
  );
}

function SavedList({ layer, close }: { layer: Layer; close: () => void }) {
  const { t } = useSpeech();
  const project = useStore((state) => state.project);
  const filter = useStore((state) => state.filter);
  const { may, why } = useMay("change");
  const [name, setName] = useState("");
  const layers = project?.layers ?? [];
  const ofFamily = (id: number) => {
    const other = layers.find((each) => each.id === id);
    return other !== undefined && homeOf(other) === homeOf(layer);
  };
  const saved = (project?.filters ?? []).filter((each) => ofFamily(each.layer));
  const save = async () => {
    if (await saveFilter(name)) close();
  };
  return (
    <div className="saved-filters">
      {saved.length === 0 && <p className="quiet">{t("filter.noneSaved")}</p>}
      <ul>
        {saved.map((each) => (
          <li key={each.name}>
            <button
              type="button"
              className="text-link"
              onClick={() => {
                applySaved(each);
                close();
              }}
            >
              {each.name}
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label={t("filter.forget", { name: each.name })}
              disabled={!may}
              title={why}
              onClick={() => void removeSaved(each.name)}
            >
              <CloseOutlined />
            </button>
          </li>
        ))}
      </ul>
      {filter !== null && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <Input
            aria-label={t("filter.name")}
            placeholder={t("filter.name")}
            maxLength={60}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
          <GuardedButton act="change" type="primary" htmlType="submit" disabled={name.trim() === ""}>
            {t("filter.save")}
          </GuardedButton>
        </form>
      )}
    </div>
  );
}
