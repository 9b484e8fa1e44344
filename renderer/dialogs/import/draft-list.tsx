import { CheckCircleFilled, CloseCircleFilled, ExclamationCircleFilled, LoadingOutlined } from "@ant-design/icons";
import type { KindEntry } from "../../../contract/catalog.js";
import { doubts, showDraft } from "../../state/import-drafts.js";
import { type ImportDraft, useStore } from "../../state/store.js";
import { fileName } from "../../text/format.js";
import { useSpeech } from "../../text/say.js";

const none: readonly KindEntry[] = [];

/** The files of an import with what each was recognised as, and whether a person should look at it. */
export function DraftList({ drafts, shown }: { drafts: readonly ImportDraft[]; shown: number }) {
  const { t } = useSpeech();
  return (
    <nav className="draft-list" aria-label={t("import.files")}>
      <ul>
        {drafts.map((draft) => (
          <li key={draft.id}>
            <DraftButton draft={draft} shown={draft.id === shown} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function DraftButton({ draft, shown }: { draft: ImportDraft; shown: boolean }) {
  const { t, of } = useSpeech();
  const kinds = useStore((state) => state.catalog?.kinds ?? none);
  const { path, inspection, reading, error } = draft;
  const why = doubts(draft, kinds);
  const kind = kinds.find(({ name }) => name === (reading.kind ?? inspection?.kind.value));
  const state = error !== null ? "error" : inspection === null ? "reading" : why.length > 0 ? "look" : "good";
  const known =
    state === "error"
      ? t("import.doubt.error")
      : state === "reading"
        ? t("import.state.reading")
        : kind === undefined
          ? ""
          : of(kind.title);
  const layer = reading.layer ?? ((inspection?.layers.length ?? 0) > 1 ? inspection?.layer : undefined);
  return (
    <button
      type="button"
      className="draft-button"
      aria-current={shown}
      data-state={state}
      onClick={() => showDraft(draft.id)}
    >
      <StateIcon state={state} />
      <span className="draft-words">
        <strong className="clip" title={path}>
          {fileName(path)}
        </strong>
        <span className="quiet clip">{layer === undefined ? known : `${layer} · ${known}`}</span>
        {state === "look" && <span className="warn">{why.map((word) => t(word)).join(" · ")}</span>}
      </span>
    </button>
  );
}

function StateIcon({ state }: { state: "error" | "reading" | "look" | "good" }) {
  if (state === "reading") return <LoadingOutlined />;
  if (state === "error") return <CloseCircleFilled className="bad" />;
  return state === "look" ? <ExclamationCircleFilled className="warn" /> : <CheckCircleFilled className="good" />;
}
