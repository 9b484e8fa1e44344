import { MinusOutlined, PlusOutlined } from "@ant-design/icons";
import { Input, InputNumber } from "antd";
import { useState } from "react";
import { useSpeech } from "../text/say.js";
import { Field } from "./field.js";
import { countsFor, type StyleChoice } from "./style-choice.js";

/** Breaks of one's own, and where they are from. What is typed holds on Enter or when the field is left. */
export function BreakFields({ choice, take }: { choice: StyleChoice; take: (next: StyleChoice) => void }) {
  const { t } = useSpeech();
  const [source, setSource] = useState(choice.source);
  const { breaks } = choice;
  const withBreaks = (next: readonly number[]) =>
    take({ ...choice, source, breaks: [...new Set(next)].sort((one, other) => one - other) });
  const counts = countsFor(choice);
  const last = breaks.at(-1) ?? 0;
  return (
    <>
      <Field label={t("style.breaks")}>
        <div className="break-fields">
          {breaks.map((value, at) => (
            <InputNumber
              key={value}
              aria-label={t("style.break", { at: at + 1 })}
              defaultValue={value}
              changeOnWheel={false}
              onBlur={({ target }) => {
                const typed = Number(target.value);
                if (target.value !== "" && Number.isFinite(typed) && typed !== value)
                  withBreaks(breaks.map((each, index) => (index === at ? typed : each)));
              }}
              onPressEnter={({ currentTarget }) => currentTarget.blur()}
            />
          ))}
          <button
            type="button"
            className="icon-button"
            aria-label={`${t("style.breaks")} −`}
            disabled={!counts.includes(breaks.length)}
            onClick={() => withBreaks(breaks.slice(0, -1))}
          >
            <MinusOutlined />
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label={`${t("style.breaks")} +`}
            disabled={!counts.includes(breaks.length + 2)}
            onClick={() => withBreaks([...breaks, last + Math.max(1, last - (breaks.at(-2) ?? 0))])}
          >
            <PlusOutlined />
          </button>
        </div>
      </Field>
      <Field label={t("style.breakSource")}>
        <Input
          aria-label={t("style.breakSource")}
          value={source}
          maxLength={200}
          placeholder={t("style.breakSourceHint")}
          onChange={({ target }) => setSource(target.value)}
          onBlur={() => source !== choice.source && take({ ...choice, source })}
          onPressEnter={({ currentTarget }) => currentTarget.blur()}
        />
      </Field>
    </>
  );
}
