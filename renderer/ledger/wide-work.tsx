import { Segmented } from "antd";
import { change, useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { Board } from "./board.js";
import { CaseFilters, useFilteredCases } from "./case-filters.js";
import { CaseTable } from "./case-table.js";
import { CloseWide } from "./close-wide.js";
import { DistrictRates } from "./district-rates.js";
import { Timeline } from "./timeline.js";

/** The ledger as wide as the map: a board by state, a table, districts, or one house's course. */
export function WideWork() {
  const wide = useStore((state) => state.wide);
  if (wide === null) return null;
  return (
    <section className="wide-work">
      {wide.view === "timeline" ? <Timeline layer={wide.layer} fid={wide.fid} /> : <ManyCases view={wide.view} />}
    </section>
  );
}

function ManyCases({ view }: { view: "board" | "table" | "districts" }) {
  const { t } = useSpeech();
  const [filters, setFilters, cases] = useFilteredCases();
  return (
    <>
      <div className="wide-head">
        <Segmented
          value={view}
          options={(["board", "table", "districts"] as const).map((name) => ({
            value: name,
            label: t(`cases.view-${name}`),
          }))}
          onChange={(next) => change({ wide: { view: next } })}
        />
        {view !== "districts" && <CaseFilters filters={filters} set={setFilters} shown={cases.length} />}
        <CloseWide />
      </div>
      {view === "board" && <Board cases={cases} />}
      {view === "table" && <CaseTable cases={cases} />}
      {view === "districts" && <DistrictRates />}
    </>
  );
}
