import { Modal } from "antd";
import { tablesOf } from "../../contract/account.js";
import type { AnalysisEntry } from "../../contract/catalog.js";
import type { Parameter, ParameterValue } from "../../contract/parameters.js";
import type { Project, Run } from "../../contract/project.js";
import type { Locale } from "../../contract/text.js";
import { change, useStore } from "../state/store.js";
import { figureTitles } from "../text/figure-titles.js";
import { formatDuration, formatMoment, formatNumber, formatUnit } from "../text/format.js";
import { say, useSpeech } from "../text/say.js";
import { AccountTable } from "./account-table.js";

/** How a result was found: layers with their revisions, parameters, what was chosen and why, the rules it judged by, and the figures. */
export function AccountDialog({ run: id }: { run: number }) {
  const { t, of, locale } = useSpeech();
  const project = useStore((state) => state.project);
  const analyses = useStore((state) => state.catalog?.analyses) ?? [];
  const run = project?.runs.find((each) => each.id === id);
  if (project === null || run === undefined) return null;
  const entry = analyses.find(({ name }) => name === run.analysis);
  const facts = {
    run: run.id,
    time: formatMoment(locale, run.startedAt),
    spent: formatDuration(locale, run.milliseconds),
    version: run.version,
  };
  return (
    <Modal
      open
      centered
      width={680}
      className="account-dialog"
      title={t("account.title", { name: entry === undefined ? run.analysis : of(entry.title) })}
      footer={null}
      onCancel={() => change({ dialog: { type: "none" } })}
    >
      <p className="quiet">{t("account.run", facts)}</p>
      {run.messages.length > 0 && (
        <section>
          <h3 className="section-head">{t("account.decisions")}</h3>
          <ul className="plain-list">
            {run.messages.map((message) => (
              <li key={message.en}>{of(message)}</li>
            ))}
          </ul>
        </section>
      )}
      <Facts title={t("account.inputs")} rows={inputRows(locale, project, run, entry)} />
      <Facts title={t("account.parameters")} rows={parameterRows(locale, run, entry)} />
      {tablesOf(project, run).map((table) => (
        <AccountTable key={JSON.stringify(table)} table={table} />
      ))}
      <Facts
        title={t("account.figures")}
        rows={Object.entries(run.facts).flatMap(([name, value]): FactRow[] => {
          const figure = figureTitles[name];
          return figure === undefined ? [] : [[of(figure), formatNumber(locale, value)]];
        })}
      />
    </Modal>
  );
}

type FactRow = readonly [title: string, value: string];

function Facts({ title, rows }: { title: string; rows: readonly FactRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section>
      <h3 className="section-head">{title}</h3>
      <dl className="facts wide">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function inputRows(locale: Locale, project: Project, run: Run, entry: AnalysisEntry | undefined): FactRow[] {
  return Object.entries(run.inputs).map(([name, id]) => {
    const title = entry?.inputs.find((input) => input.name === name)?.title[locale] ?? name;
    const layer = project.layers.find((each) => each.id === id);
    if (layer === undefined) return [title, say(locale, "account.gone", { id })];
    const read = run.inputRevisions[name] ?? 1;
    const words = [
      layer.title[locale],
      ...(layer.revision > 1 ? [say(locale, "account.revision", { revision: read })] : []),
      ...(layer.revision > read ? [say(locale, "account.newer", { revision: layer.revision })] : []),
    ];
    return [title, words.join(" · ")];
  });
}

function parameterRows(locale: Locale, run: Run, entry: AnalysisEntry | undefined): FactRow[] {
  return Object.entries(run.parameters).map(([name, value]) => {
    const parameter = entry?.parameters.find((each) => each.name === name);
    return [parameter?.title[locale] ?? name, formatParameter(locale, parameter, value)];
  });
}

function formatParameter(locale: Locale, parameter: Parameter | undefined, value: ParameterValue): string {
  if (typeof value === "boolean") return say(locale, value ? "card.yes" : "card.no");
  if (Array.isArray(value)) return value.join(locale === "zh" ? "、" : ", ");
  if (parameter?.type !== "number") return String(value);
  if (typeof value !== "number")
    return parameter.words?.find((word) => word.value === value)?.title[locale] ?? String(value);
  return `${value} ${formatUnit(locale, parameter.unit)}`.trim();
}
