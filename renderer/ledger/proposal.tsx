import type { CaseValues } from "../../contract/ledger.js";
import { useSpeech } from "../text/say.js";
import { useAnswer } from "./use-answer.js";

interface ProposalProps {
  readonly cases: readonly number[];
  readonly name: keyof CaseValues;
  readonly take: (text: string) => void;
}

/** What the project's rules propose for the grade of the cases' houses, where all have the same: taken by a click only. */
export function Proposal({ cases, name, take }: ProposalProps) {
  const { t } = useSpeech();
  const field = name === "management_measure" ? "management" : name === "engineering_measure" ? "engineering" : null;
  const rules = useAnswer("rules.read", {}, field === null);
  const all = useAnswer("case.list", {}, field === null);
  const chosen = new Set(cases);
  const grades = new Set((all ?? []).filter(({ id }) => chosen.has(id)).map(({ grade }) => grade));
  const [grade] = grades;
  if (field === null || rules === null || grade == null || grades.size !== 1) return null;
  const text = rules.measures[grade][field];
  if (text === null) return null;
  return (
    <small>
      {t("cases.proposed", { grade, text })}{" "}
      <button type="button" className="text-link" onClick={() => take(text)}>
        {t("cases.takeProposal")}
      </button>
    </small>
  );
}
