import { Input, type InputRef, type RefSelectProps, Select } from "antd";
import { useRef } from "react";
import { flushSync } from "react-dom";
import { nameFault } from "../../contract/profile-faults.js";
import type { PressureProfile } from "../../contract/scheme.js";
import { GuardedButton, useMay } from "../panels/guarded.js";
import { previewScheme, removeOwnProfile, type SchemeEditing } from "../state/scheme.js";
import { ownProfileIn, programProfile } from "../state/scheme-profile.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { asItCame, ownCopy } from "./own-profile.js";
import { ProfileLimits } from "./profile-limits.js";

const noProfiles: readonly PressureProfile[] = [];

/** Whose ranges and clearances hold: one of the program's, or a copy of one with values of the office's own. */
export function GasProfile({ editing: { draft, ownProfile, stoodProfile } }: { editing: SchemeEditing }) {
  const { t, of } = useSpeech();
  const { may, why } = useMay("change");
  const profiles = useStore((state) => state.catalog?.profiles) ?? noProfiles;
  const select = useRef<RefSelectProps>(null);
  const name = useRef<InputRef>(null);
  const own = ownProfileIn(draft);
  const shown = own ?? programProfile(profiles, String(draft.profile));
  const [standard] = profiles;
  if (shown === null || standard === undefined) return null;
  const base = programProfile(profiles, own?.from);
  const unnamed = own === null ? null : nameFault(own);
  const put = (profile: string | PressureProfile) => void previewScheme({ profile });
  /** Its button leaves with the click: the keyboard goes on at what came. */
  const makeOwn = () => {
    flushSync(() => put(ownCopy(shown)));
    name.current?.focus({ cursor: "all" });
  };
  const removeOwn = () => {
    flushSync(() => void removeOwnProfile(standard.name));
    select.current?.focus();
  };
  return (
    <section className="gas-profile">
      <h3 className="section-head">{t("scheme.profile")}</h3>
      <Select
        ref={select}
        size="small"
        aria-label={t("scheme.profile")}
        value={shown.name}
        options={[
          ...profiles.map((each) => ({ value: each.name, label: of(each.title) })),
          ...(ownProfile === null
            ? []
            : [{ value: ownProfile.name, label: t("scheme.ownProfile", { name: of(ownProfile.title) }) }]),
        ]}
        onChange={(value) => put(value === ownProfile?.name ? ownProfile : value)}
      />
      {own === null ? (
        <div className="case-tools">
          <GuardedButton
            act="change"
            size="small"
            disabled={ownProfile !== null}
            title={ownProfile === null ? undefined : t("scheme.hasOwn", { name: of(ownProfile.title) })}
            onClick={makeOwn}
          >
            {t("scheme.makeOwn")}
          </GuardedButton>
        </div>
      ) : (
        <>
          {(["zh", "en"] as const).map((locale) => (
            <div key={locale} className="number-row">
              <span>{t(locale === "zh" ? "scheme.ownNameZh" : "scheme.ownNameEn")}</span>
              <Input
                ref={locale === "zh" ? name : null}
                size="small"
                disabled={!may}
                title={why}
                status={own.title[locale].trim() === "" ? "error" : ""}
                maxLength={200}
                aria-label={t(locale === "zh" ? "scheme.ownNameZh" : "scheme.ownNameEn")}
                value={own.title[locale]}
                onChange={({ target }) => put({ ...own, title: { ...own.title, [locale]: target.value } })}
              />
            </div>
          ))}
          {unnamed !== null && (
            <p className="scheme-fault" role="alert">
              {of(unnamed)}
            </p>
          )}
          <p className="quiet small">
            {base !== null && `${t("scheme.ownFrom", { name: of(base.title) })}`}
            {t("scheme.ownWhy")}
          </p>
          <div className="case-tools">
            <GuardedButton
              act="change"
              size="small"
              disabled={base === null}
              title={base === null ? t("scheme.noBase") : undefined}
              onClick={() => base !== null && put(asItCame(own, base))}
            >
              {t("scheme.resetProfile")}
            </GuardedButton>
            <GuardedButton act="change" size="small" onClick={removeOwn}>
              {t("scheme.removeProfile")}
            </GuardedButton>
          </div>
        </>
      )}
      <ProfileLimits profile={shown} base={base} stood={stoodProfile} own={own !== null} />
    </section>
  );
}
