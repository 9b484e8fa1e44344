import { Button } from "antd";
import type { KindColumnEntry } from "../../../contract/catalog.js";
import type { ValueProposal } from "../../../contract/inspection.js";
import { answerProposal, mapValue, valuesToMap } from "../../state/import-corrections.js";
import { formatNumber } from "../../text/format.js";
import { useSpeech } from "../../text/say.js";
import type { CorrectionProps } from "./draft-view.js";
import { ValueChoice } from "./value-choice.js";

interface ValueEditorProps extends CorrectionProps {
  readonly column: KindColumnEntry;
}

/** What the values of a field stand for: first those that were not understood, with their counts. */
export function ValueEditor({ inspection, reading, correct, column }: ValueEditorProps) {
  const { t, locale } = useSpeech();
  const values = valuesToMap(inspection, reading, column);
  return (
    <fieldset className="value-editor" aria-label={t("import.valuesOf", { name: column.title[locale] })}>
      {inspection.proposals
        .filter((proposal) => proposal.column === column.name)
        .map((proposal) => (
          <Proposal
            key={JSON.stringify(proposal.values)}
            proposal={proposal}
            answered={reading.values?.[column.name] !== undefined}
            answer={(taken) => correct(answerProposal(reading, proposal, taken))}
          />
        ))}
      {values.length === 0 && <p className="quiet">{t("import.noValues")}</p>}
      {values.map(({ value, count, unclear, target }) => (
        <div className="value-row" key={value} data-unclear={unclear}>
          <code className="clip" title={value}>
            {value}
          </code>
          <span className="quiet">
            {unclear && count !== null
              ? t("import.unclearCount", { count: formatNumber(locale, count) })
              : t("import.seen")}
          </span>
          <ValueChoice
            column={column}
            label={t("import.valueMeans", { value })}
            target={target}
            choose={(next) => correct(mapValue(reading, inspection, column.name, value, next))}
          />
        </div>
      ))}
    </fieldset>
  );
}

interface ProposalProps {
  readonly proposal: ValueProposal;
  readonly answered: boolean;
  readonly answer: (taken: boolean) => void;
}

/** What the codes may mean, with what speaks for it, to be taken or refused. */
function Proposal({ proposal: { values, applied, evidence }, answered, answer }: ProposalProps) {
  const { t, of } = useSpeech();
  const pairs = Object.entries(values).map(([code, meaning]) => `${code} = ${meaning}`);
  return (
    <div className="value-proposal">
      <p>
        {t(applied ? "import.codesTaken" : "import.codesOffered", { pairs: pairs.join(", ") })}
        <span className="quiet"> {of(evidence)}</span>
      </p>
      {!answered && (
        <Button size="small" onClick={() => answer(true)}>
          {t("import.takeCodes")}
        </Button>
      )}
      {!answered && applied && (
        <Button size="small" type="text" onClick={() => answer(false)}>
          {t("import.refuseCodes")}
        </Button>
      )}
    </div>
  );
}
