import { Button, Modal, Segmented } from "antd";
import { useState } from "react";
import { type Workplace, workplaces } from "../../contract/preferences.js";
import { workplaceTitles } from "../commands/view.js";
import { chooseImports } from "../state/imports.js";
import { arrange, layOut } from "../state/layout.js";
import { showError } from "../state/notices.js";
import { setLocale, setTheme } from "../state/preferences.js";
import { loadSample } from "../state/sample.js";
import { change, useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";

const last = 3;

/** The first steps: what one does here, how it looks, where to begin. Each can be skipped; Help opens them again. */
export function WelcomeDialog() {
  const { t } = useSpeech();
  const [step, setStep] = useState(1);
  const sample = useStore((state) => state.startup?.sampleProject ?? null);
  const finish = (act?: () => void) => {
    arrange({ welcomed: true });
    change({ dialog: { type: "none" } });
    act?.();
  };
  return (
    <Modal
      open
      centered
      width={560}
      className="welcome"
      title={t("welcome.title")}
      onCancel={() => finish()}
      mask={{ closable: false }}
      footer={
        <div className="welcome-foot">
          <span className="quiet">{t("welcome.step", { step })}</span>
          <span className="bar-space" />
          {step < last && <Button onClick={() => finish()}>{t("welcome.skip")}</Button>}
          {step > 1 && <Button onClick={() => setStep(step - 1)}>{t("welcome.back")}</Button>}
          {step < last ? (
            <Button type="primary" onClick={() => setStep(step + 1)}>
              {t("welcome.next")}
            </Button>
          ) : (
            <Button type="primary" onClick={() => finish()}>
              {t("welcome.start")}
            </Button>
          )}
        </div>
      }
    >
      {step === 1 && <JobStep />}
      {step === 2 && <LookStep />}
      {step === last && (
        <section className="welcome-step">
          <h3>{t("welcome.begin")}</h3>
          <p>{t("welcome.beginWhy")}</p>
          <div className="empty-buttons">
            <Button onClick={() => finish(() => void chooseImports())}>{t("welcome.files")}</Button>
            {sample !== null && (
              <Button onClick={() => finish(() => void loadSample().catch(showError))}>{t("empty.sample")}</Button>
            )}
          </div>
        </section>
      )}
    </Modal>
  );
}

function JobStep() {
  const { t, of } = useSpeech();
  const chosen = useStore((state) => state.preferences.workplace);
  return (
    <section className="welcome-step">
      <h3 id="welcome-job">{t("welcome.job")}</h3>
      <div className="workplaces" role="radiogroup" aria-labelledby="welcome-job">
        {workplaces.map((workplace: Workplace) => (
          <label key={workplace} data-chosen={workplace === chosen}>
            <input type="radio" name="workplace" checked={workplace === chosen} onChange={() => layOut(workplace)} />
            <strong>{of(workplaceTitles[workplace])}</strong>
            <span className="quiet">{t(`welcome.${workplace}`)}</span>
          </label>
        ))}
      </div>
      <p className="quiet">{t("welcome.jobWhy")}</p>
    </section>
  );
}

function LookStep() {
  const { t, locale } = useSpeech();
  const theme = useStore((state) => state.theme);
  const languages = [
    { value: "zh" as const, label: "中文" },
    { value: "en" as const, label: "English" },
  ];
  const themes = [
    { value: "light" as const, label: t("welcome.light") },
    { value: "dark" as const, label: t("welcome.dark") },
  ];
  return (
    <section className="welcome-step">
      <h3>{t("welcome.look")}</h3>
      <Segmented value={locale} options={languages} onChange={setLocale} />
      <Segmented value={theme} options={themes} onChange={setTheme} />
      <p className="quiet">{t("welcome.lookWhy")}</p>
    </section>
  );
}
