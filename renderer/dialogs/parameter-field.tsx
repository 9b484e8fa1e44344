import { Input, InputNumber, Segmented, Select, Switch } from "antd";
import type { NumberParameter, Parameter, ParameterValue } from "../../contract/parameters.js";
import { formatUnit } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { rangeOf } from "./parameter-fault.js";

interface ParameterFieldProps {
  readonly parameter: Parameter;
  readonly value: ParameterValue;
  readonly fault: string | null;
  readonly set: (value: ParameterValue) => void;
}

/** One parameter with the control of its type, its explanation, and its range or what is wrong with its value. */
export function ParameterField({ parameter, value, fault, set }: ParameterFieldProps) {
  const { of } = useSpeech();
  const title = of(parameter.title);
  return (
    <div className="field" data-wide={parameter.type === "words"}>
      <span className="field-title" title={parameter.name}>
        {title}
      </span>
      <Control parameter={parameter} value={value} fault={fault} set={set} />
      <small className={fault === null ? "quiet" : "bad"} role={fault === null ? undefined : "alert"}>
        {fault ?? of(parameter.explanation)}
      </small>
    </div>
  );
}

function Control({ parameter, value, fault, set }: ParameterFieldProps) {
  const { t, of } = useSpeech();
  const label = of(parameter.title);
  switch (parameter.type) {
    case "flag":
      return <Switch aria-label={label} checked={value === true} onChange={set} />;
    case "words":
      return (
        <Select
          mode="tags"
          open={false}
          suffixIcon={null}
          aria-label={label}
          value={Array.isArray(value) ? [...value] : []}
          tokenSeparators={[",", "，", "、", ";", "；"]}
          placeholder={t("run.tagsHint")}
          onChange={(words: string[]) => set(words)}
        />
      );
    case "choice":
      return (
        <Select
          aria-label={label}
          value={String(value)}
          options={parameter.choices.map((choice) => ({ value: choice.value, label: of(choice.title) }))}
          onChange={set}
        />
      );
    case "name":
      return <Input aria-label={label} value={String(value)} onChange={(event) => set(event.target.value)} />;
    case "number":
      return <NumberControl parameter={parameter} value={value} fault={fault} set={set} />;
  }
}

interface NumberControlProps extends ParameterFieldProps {
  readonly parameter: NumberParameter;
}

/** A number in its unit and, where words stand beside numbers, a choice between the two. */
function NumberControl({ parameter, value, fault, set }: NumberControlProps) {
  const { t, of, locale } = useSpeech();
  const { words = [], minimum, maximum, whole } = parameter;
  const unit = formatUnit(locale, parameter.unit);
  const isWord = typeof value === "string";
  const range = rangeOf(locale, minimum, maximum);
  return (
    <div className="number-control">
      {words.length > 0 && (
        <Segmented
          size="small"
          value={isWord ? value : "#"}
          options={[
            { value: "#", label: t("run.useNumber") },
            ...words.map((word) => ({ value: word.value, label: of(word.title) })),
          ]}
          onChange={(chosen) => set(chosen === "#" ? parameter.default : chosen)}
        />
      )}
      {!isWord && (
        <InputNumber
          aria-label={of(parameter.title)}
          value={typeof value === "number" && !Number.isNaN(value) ? value : null}
          status={fault === null ? "" : "error"}
          suffix={unit}
          step={whole === true || maximum - minimum > 20 ? 1 : 0.1}
          onChange={(next) => set(next ?? Number.NaN)}
          title={t("run.range", { ...range, unit })}
        />
      )}
      {!isWord && <span className="quiet range">{t("run.range", { ...range, unit })}</span>}
    </div>
  );
}
