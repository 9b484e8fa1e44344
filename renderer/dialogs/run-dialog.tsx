import { Button, Modal, Select } from "antd";
import { useMemo, useState } from "react";
import type { AnalysisEntry, AnalysisInputEntry } from "../../contract/catalog.js";
import { initialValue, type ParameterValue } from "../../contract/parameters.js";
import { guessInputs, runAnalysis } from "../state/runs.js";
import { change, useStore } from "../state/store.js";
import { formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { parameterFault } from "./parameter-fault.js";
import { ParameterField } from "./parameter-field.js";

/** The form of an analysis, made from its catalog entry: layers, then every parameter with its unit and range. */
export function RunDialog({ analysis }: { analysis: string }) {
  const entry = useStore((state) => state.catalog?.analyses.find(({ name }) => name === analysis));
  return entry === undefined ? null : <RunForm key={analysis} entry={entry} />;
}

function RunForm({ entry }: { entry: AnalysisEntry }) {
  const { t, of, locale } = useSpeech();
  const [inputs, setInputs] = useState(() => guessInputs(entry.name));
  const defaults = useMemo(() => defaultValues(entry), [entry]);
  const [values, setValues] = useState<Readonly<Record<string, ParameterValue>>>(defaults);
  const missing = entry.inputs.filter(({ name, required }) => required && inputs[name] === undefined);
  const faulty = entry.parameters.some(
    (parameter) => parameterFault(locale, parameter, values[parameter.name]) !== null,
  );
  const close = () => change({ dialog: { type: "none" } });
  const run = () => {
    if (missing.length > 0 || faulty) return;
    close();
    void runAnalysis({ analysis: entry.name, inputs, parameters: values });
  };
  return (
    <Modal
      open
      centered
      width={760}
      title={<AnalysisChoice entry={entry} />}
      onCancel={close}
      className="run-dialog"
      footer={[
        <Button key="reset" type="text" className="footer-left" onClick={() => setValues(defaults)}>
          {t("run.reset")}
        </Button>,
        <Button key="cancel" onClick={close}>
          {t("common.cancel")}
        </Button>,
        <Button key="run" type="primary" disabled={missing.length > 0 || faulty} onClick={run} autoFocus>
          {t("run.go")}
        </Button>,
      ]}
    >
      <form
        onKeyDown={(event) => event.key === "Enter" && event.ctrlKey && run()}
        onSubmit={(event) => event.preventDefault()}
      >
        <p className="quiet explanation">{of(entry.explanation)}</p>
        <h3 className="section-head">{t("run.inputs")}</h3>
        <div className="form-grid inputs">
          {entry.inputs.map((input) => (
            <InputField
              key={input.name}
              input={input}
              value={inputs[input.name]}
              choose={(layer) =>
                setInputs(({ [input.name]: _left, ...rest }) =>
                  layer === undefined ? rest : { ...rest, [input.name]: layer },
                )
              }
            />
          ))}
        </div>
        <h3 className="section-head">{t("run.parameters")}</h3>
        <div className="form-grid">
          {entry.parameters.map((parameter) => (
            <ParameterField
              key={parameter.name}
              parameter={parameter}
              value={values[parameter.name] ?? defaults[parameter.name] ?? false}
              fault={parameterFault(locale, parameter, values[parameter.name])}
              set={(value) => setValues((before) => ({ ...before, [parameter.name]: value }))}
            />
          ))}
        </div>
      </form>
    </Modal>
  );
}

/** The form's title is the choice among all analyses. */
function AnalysisChoice({ entry }: { entry: AnalysisEntry }) {
  const { t, of } = useSpeech();
  const analyses = useStore((state) => state.catalog?.analyses) ?? [];
  if (analyses.length < 2) return of(entry.title);
  return (
    <Select
      variant="borderless"
      className="analysis-choice"
      aria-label={t("run.analysis")}
      value={entry.name}
      options={analyses.map(({ name, title }) => ({ value: name, label: of(title) }))}
      onChange={(analysis: string) => change({ dialog: { type: "run", analysis } })}
      popupMatchSelectWidth={false}
    />
  );
}

interface InputFieldProps {
  readonly input: AnalysisInputEntry;
  readonly value: number | undefined;
  readonly choose: (layer: number | undefined) => void;
}

function InputField({ input, value, choose }: InputFieldProps) {
  const { t, of, locale } = useSpeech();
  const layers = useStore((state) => state.project?.layers) ?? [];
  const fitting = layers.filter(({ kind }) => input.accepts.includes(kind));
  const title = of(input.title);
  return (
    <div className="field">
      <span>
        {title} {!input.required && <em>{t("run.optional")}</em>}
      </span>
      <Select
        aria-label={title}
        value={value ?? null}
        allowClear={!input.required}
        status={input.required && value === undefined ? "error" : ""}
        placeholder={input.required ? t("run.missing", { name: title }) : t("run.notUsed")}
        onChange={(layer: number | null | undefined) => choose(layer ?? undefined)}
        options={fitting.map((layer) => ({
          value: layer.id,
          label: `${of(layer.title)} · ${formatNumber(locale, layer.count)}`,
        }))}
      />
    </div>
  );
}

function defaultValues({ parameters }: AnalysisEntry): Record<string, ParameterValue> {
  return Object.fromEntries(parameters.map((parameter) => [parameter.name, initialValue(parameter)]));
}
