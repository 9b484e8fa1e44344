import { Button, Checkbox, Select } from "antd";
import { useMemo, useState } from "react";
import { type CaseState, caseStates } from "../../contract/ledger.js";
import type { CaseEntry } from "../../contract/ledger-calls.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { useActions } from "./use-actions.js";
import { useAnswer } from "./use-answer.js";

export interface Filters {
  readonly state: CaseState | null;
  readonly hazard: string | null;
  readonly unit: string | null;
  /** `fid` of an area of the newest boundary layer; 0: outside all. */
  readonly district: number | null;
  readonly overdue: boolean;
}

const none: Filters = { state: null, hazard: null, unit: null, district: null, overdue: false };

/** Filters, how to set them, and the cases that pass. */
export function useFilteredCases(): [Filters, (filters: Filters) => void, readonly CaseEntry[]] {
  const [filters, setFilters] = useState(none);
  const cases = useAnswer("case.list", {});
  const districts = useDistricts();
  const passing = useMemo(() => {
    const area = filters.district === null ? null : districts.find(({ fid }) => (fid ?? 0) === filters.district);
    const within = area === null ? null : new Set(area?.ids ?? []);
    return (cases ?? []).filter(
      ({ id, state, hazard, values, overdue }) =>
        (filters.state === null || state === filters.state) &&
        (filters.hazard === null || hazard === filters.hazard) &&
        (filters.unit === null || values.unit === filters.unit) &&
        (within === null || within.has(id)) &&
        (!filters.overdue || overdue),
    );
  }, [cases, districts, filters]);
  return [filters, setFilters, passing];
}

/** The districts of the newest boundary layer with their cases; none where the project has no boundaries. */
export function useDistricts() {
  const layer = useStore((state) => state.project?.layers.findLast(({ kind }) => kind === "boundaries")?.id ?? null);
  const rates = useAnswer("case.districts", { layer: layer ?? 1 }, layer === null);
  return useMemo(() => (layer === null ? [] : (rates ?? [])), [layer, rates]);
}

export function CaseFilters({
  filters,
  set,
  shown,
}: {
  filters: Filters;
  set: (next: Filters) => void;
  shown: number;
}) {
  const { t, of } = useSpeech();
  const { hazards } = useActions();
  const cases = useAnswer("case.list", {});
  const districts = useDistricts().filter(({ cases: count }) => count > 0);
  const units = [...new Set((cases ?? []).flatMap(({ values }) => values.unit ?? []))].sort();
  const choice = <Value extends string | number>(
    name: "state" | "hazard" | "unit" | "district",
    label: string,
    options: { value: Value; label: string }[],
  ) => (
    <Select
      size="small"
      allowClear
      className="case-filter"
      aria-label={label}
      placeholder={label}
      value={filters[name]}
      options={options}
      onChange={(value) => set({ ...filters, [name]: value ?? null })}
    />
  );
  return (
    <>
      {choice(
        "state",
        t("cases.state"),
        caseStates.map((value) => ({ value, label: t(`state.${value}`) })),
      )}
      {choice(
        "hazard",
        t("ledger.hazard"),
        hazards.map(({ value, title }) => ({ value, label: of(title) })),
      )}
      {choice(
        "unit",
        t("cases.unit"),
        units.map((value) => ({ value, label: value })),
      )}
      {districts.length > 0 &&
        choice(
          "district",
          t("cases.district"),
          districts.map(({ fid, name, code }) => ({ value: fid ?? 0, label: name ?? code ?? t("cases.outside") })),
        )}
      <Checkbox checked={filters.overdue} onChange={(event) => set({ ...filters, overdue: event.target.checked })}>
        {t("ledger.overdue")}
      </Checkbox>
      {JSON.stringify(filters) !== JSON.stringify(none) && (
        <Button size="small" type="link" onClick={() => set(none)}>
          {t("cases.noFilter")}
        </Button>
      )}
      <span className="quiet">{t("cases.shown", { count: shown })}</span>
    </>
  );
}
