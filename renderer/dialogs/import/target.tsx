import { Button, Select } from "antd";
import type { Inspection } from "../../../contract/inspection.js";
import type { Layer } from "../../../contract/project.js";
import { changeDraft, olderVersion, replaceable, targetOf } from "../../state/import-drafts.js";
import { type ImportDraft, useStore } from "../../state/store.js";
import { formatNumber } from "../../text/format.js";
import { useSpeech } from "../../text/say.js";

const none: readonly Layer[] = [];

/** Whether the file becomes a layer of its own or a newer version of one that is there; likely ones are proposed, never taken. */
export function Target({ draft, inspection }: { draft: ImportDraft; inspection: Inspection }) {
  const { t, of, locale } = useSpeech();
  const layers = useStore((state) => state.project?.layers ?? none);
  const choices = replaceable(layers, draft.reading.kind ?? inspection.kind.value);
  const target = targetOf(draft, layers);
  const proposed = target === null ? olderVersion(draft, layers) : null;
  if (choices.length === 0) return null;
  const label = t("import.target");
  return (
    <section className="corrections">
      <div className="correction">
        <span className="correction-title">{label}</span>
        <div className="correction-control">
          <Select
            aria-label={label}
            value={target}
            onChange={(replaces: number | null) => changeDraft(draft.id, { replaces })}
            options={[
              { value: null, label: t("import.newLayer") },
              ...choices.map((layer) => ({
                value: layer.id,
                label: t("import.newVersion", { name: of(layer.title), count: formatNumber(locale, layer.count) }),
              })),
            ]}
          />
        </div>
        {proposed !== null && (
          <small className="proposal">
            <span className="quiet">{t("import.likelyVersion", { name: of(proposed.title) })}</span>
            <Button
              size="small"
              type="link"
              onClick={() => changeDraft(draft.id, { replaces: proposed.id })}
              data-testid="take-version"
            >
              {t("import.takeVersion")}
            </Button>
          </small>
        )}
      </div>
    </section>
  );
}
