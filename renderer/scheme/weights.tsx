import { LockOutlined, UnlockOutlined } from "@ant-design/icons";
import { InputNumber, Slider } from "antd";
import { lockWeight, previewScheme, type SchemeEditing } from "../state/scheme.js";
import { useStore } from "../state/store.js";
import { formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { shareWeights } from "./share-weights.js";

/** A slider for each factor; the sum stays 100. */
export function Weights({ editing: { draft, locked } }: { editing: SchemeEditing }) {
  const { t, of, locale } = useSpeech();
  const factors = useStore((state) => state.catalog?.factors) ?? [];
  const move = (factor: string, value: number) =>
    void previewScheme({ weights: shareWeights(draft.weights, factor, value, locked) });
  const sum = Object.values(draft.weights).reduce((total, weight) => total + weight, 0);
  return (
    <section className="weights">
      {factors.map(({ name, title, explanation }) => {
        const label = of(title);
        const value = draft.weights[name] ?? 0;
        const isLocked = locked.has(name);
        const lock = t(isLocked ? "scheme.unlock" : "scheme.lock", { name: label });
        return (
          <div key={name} className="weight" title={of(explanation)}>
            <span>{label}</span>
            <InputNumber
              size="small"
              aria-label={t("scheme.weight", { name: label })}
              min={0}
              max={100}
              step={1}
              precision={1}
              value={value}
              disabled={isLocked}
              onChange={(next) => next !== null && next !== value && move(name, next)}
            />
            <button
              type="button"
              className="icon-button"
              aria-pressed={isLocked}
              title={lock}
              aria-label={lock}
              onClick={() => lockWeight(name)}
            >
              {isLocked ? <LockOutlined /> : <UnlockOutlined />}
            </button>
            <Slider
              min={0}
              max={100}
              step={0.5}
              value={value}
              disabled={isLocked}
              tooltip={{ open: false }}
              ariaLabelForHandle={t("scheme.weight", { name: label })}
              onChange={(next: number) => move(name, next)}
            />
          </div>
        );
      })}
      <p className="quiet small">
        <b>{t("scheme.sum", { sum: formatNumber(locale, sum, 1) })}</b> · {t("scheme.sumWhy")}
      </p>
    </section>
  );
}
