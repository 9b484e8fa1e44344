import { Button, Input, Select } from "antd";
import { useEffect, useState } from "react";
import { type Scheme, sameScheme } from "../../contract/scheme.js";
import { ask } from "../engine/engine.js";
import { GuardedButton } from "../panels/guarded.js";
import {
  loadSchemeVersion,
  previewScheme,
  readSchemeFile,
  runScheme,
  type SchemeEditing,
  saveScheme,
  takeScheme,
  writeSchemeFile,
} from "../state/scheme.js";
import { formatMoment } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { Differences } from "./scheme-differences.js";

/** Name and versions of the scheme: load one, save the draft as a new one, run with it, carry it to another project. */
export function SchemeTools({ editing }: { editing: SchemeEditing }) {
  const { t, of, locale } = useSpeech();
  const { draft, entries, kept } = editing;
  const isOwn = entries[0]?.name === draft.name;
  const newest = useNewest(editing);
  const saved = newest !== null && sameScheme(newest, draft);
  const blocked = isOwn && !saved;
  const references = entries.flatMap(({ name, title, versions }) =>
    versions.map(({ version, saved: by }) => ({
      value: `${name}@${version}`,
      label: t("scheme.version", { title: of(title), version }),
      who: by === undefined ? null : t("scheme.savedBy", { by: by.by, time: formatMoment(locale, by.at) }),
    })),
  );
  const reference = `${draft.name}@${draft.version}`;
  const who = references.find(({ value }) => value === reference)?.who ?? null;
  return (
    <section className="scheme-tools">
      <Select
        aria-label={t("scheme.versions")}
        value={reference}
        options={references}
        popupMatchSelectWidth={false}
        optionRender={({ data }) => (
          <>
            {data.label} {data.who !== null && <span className="small">{data.who}</span>}
          </>
        )}
        onChange={(chosen) => void loadSchemeVersion(chosen)}
      />
      {who !== null && <p className="quiet small">{who}</p>}
      <div className="number-row">
        <span>{t("scheme.name")}</span>
        <Input
          size="small"
          aria-label={t("scheme.name")}
          value={draft.name}
          onChange={({ target }) => void previewName(draft, target.value)}
        />
      </div>
      {(["zh", "en"] as const).map((locale) => (
        <div key={locale} className="number-row">
          <span>{t(locale === "zh" ? "scheme.titleZh" : "scheme.titleEn")}</span>
          <Input
            size="small"
            aria-label={t(locale === "zh" ? "scheme.titleZh" : "scheme.titleEn")}
            value={draft.title[locale]}
            onChange={({ target }) => void previewScheme({ title: { ...draft.title, [locale]: target.value } })}
          />
        </div>
      ))}
      {newest !== null && <Differences draft={draft} newest={newest} />}
      {blocked && <p className="quiet small">{t("scheme.saveOwn", { name: draft.name })}</p>}
      <div className="case-tools">
        <GuardedButton act="change" size="small" type="primary" disabled={blocked} onClick={() => void runScheme()}>
          {t("scheme.run")}
        </GuardedButton>
        <GuardedButton act="change" size="small" disabled={blocked || saved} onClick={() => void saveScheme()}>
          {t("scheme.save")}
        </GuardedButton>
        <Button size="small" disabled={sameScheme(draft, kept)} onClick={() => void takeScheme(kept)}>
          {t("scheme.reset")}
        </Button>
        <GuardedButton act="change" size="small" onClick={() => void readSchemeFile()}>
          {t("scheme.read")}
        </GuardedButton>
        <Button size="small" disabled={blocked} onClick={() => void writeSchemeFile()}>
          {t("scheme.write")}
        </Button>
      </div>
    </section>
  );
}

async function previewName(draft: Scheme, name: string): Promise<void> {
  if (name !== draft.name) await previewScheme({ name });
}

/** The newest version of the name in the editor; null for a name that is new. */
function useNewest({ draft, entries }: SchemeEditing): Scheme | null {
  const version = entries.find(({ name }) => name === draft.name)?.version ?? null;
  const reference = version === null ? null : `${draft.name}@${version}`;
  const [newest, setNewest] = useState<Scheme | null>(null);
  useEffect(() => {
    setNewest(null);
    if (reference === null) return;
    let wanted = true;
    ask("scheme.load", { reference }).then(
      (found) => wanted && setNewest(found),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [reference]);
  return newest;
}
