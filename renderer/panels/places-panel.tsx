import { Button } from "antd";
import { useEffect, useState } from "react";
import type { RowPage } from "../../contract/api.js";
import type { Cell } from "../../contract/project.js";
import { ask } from "../engine/engine.js";
import { showError } from "../state/notices.js";
import { type ExplainedPlaces, explanations } from "../state/places.js";
import { openTable, visit } from "../state/selection.js";
import { change, useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { Decisions } from "./decisions.js";

/** Places shown; the table has all. */
const shown = 50;

/** The places of the newest result in their order, each with the sentence that explains it, and what the run decided. */
export function PlacesPanel({ places }: { places: ExplainedPlaces }) {
  const { t, of } = useSpeech();
  const { layer, run } = places;
  const messages = useStore((state) => state.project?.runs.find(({ id }) => id === run)?.messages) ?? [];
  const page = useFirstRows(places);
  return (
    <>
      <h2 className="panel-head">{of(layer.title)}</h2>
      <div className="panel-body results">
        <div className="case-tools">
          <Button size="small" onClick={() => openTable(layer.id)}>
            {t("card.table")}
          </Button>
          <Button size="small" onClick={() => change({ dialog: { type: "account", run } })}>
            {t("account.open")}
          </Button>
        </div>
        <ol className="place-list" data-testid="places">
          {(page?.rows ?? []).map(({ fid, cells }, index) => (
            <PlaceRow
              key={fid}
              places={places}
              fid={fid}
              rank={index + 1}
              cells={cells}
              columns={page?.columns ?? []}
            />
          ))}
        </ol>
        {page !== null && page.total === 0 && <p className="quiet">{t("places.none")}</p>}
        <Decisions messages={messages} />
      </div>
    </>
  );
}

interface PlaceRowProps {
  readonly places: ExplainedPlaces;
  readonly fid: number;
  readonly rank: number;
  readonly cells: readonly Cell[];
  readonly columns: readonly string[];
}

function PlaceRow({ places: { layer }, fid, rank, cells, columns }: PlaceRowProps) {
  const { locale } = useSpeech();
  const cell = (name: string | null) => (name === null ? null : (cells[columns.indexOf(name)] ?? null));
  const value = cell(layer.paint.column);
  const painted = layer.paint.classes.find((entry) => entry.value === (value === null ? null : String(value)));
  const where = { layer: layer.id, fid };
  return (
    <li>
      <button type="button" className="place-row" onClick={() => visit(where)}>
        <span className="rank">{rank}</span>
        <span>
          <b>
            <i style={{ background: painted?.colour ?? "transparent" }} /> {painted?.title[locale]}
          </b>
          <span className="quiet">{cell(explanations[locale])}</span>
        </span>
      </button>
    </li>
  );
}

function useFirstRows({ layer, order }: ExplainedPlaces): RowPage | null {
  const generation = useStore((state) => state.generation);
  const [page, setPage] = useState<RowPage | null>(null);
  const { id } = layer;
  const painted = layer.paint.column;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new engine has to be asked again.
  useEffect(() => {
    const abort = new AbortController();
    const columns = [explanations.zh, explanations.en, ...(painted === null ? [] : [painted])];
    const filter = [{ column: order.column, compare: "not-empty" as const }];
    ask("layer.rows", { layer: id, columns, order, filter, offset: 0, limit: shown }, { signal: abort.signal }).then(
      (found) => !abort.signal.aborted && setPage(found),
      (thrown) => !abort.signal.aborted && showError(thrown),
    );
    return () => abort.abort();
  }, [id, painted, order, generation]);
  return page;
}
