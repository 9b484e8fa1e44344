import { Button } from "antd";
import type { Feature } from "../../contract/api.js";
import type { Cell, Layer } from "../../contract/project.js";
import { BuildingSection } from "../ledger/building-section.js";
import { Reasons } from "../scheme/reasons.js";
import { holdsHouses, housesFor } from "../state/inside.js";
import { explanations } from "../state/places.js";
import { scoredKind } from "../state/scheme.js";
import { openTable, selectCluster } from "../state/selection.js";
import { memberOf, stepMember } from "../state/steps.js";
import { type Selection, useStore } from "../state/store.js";
import { formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { CardHead } from "./card-head.js";
import { classTitle, type Described, describe, featureTitle } from "./describe.js";
import { Distances } from "./distances.js";
import { Revisions } from "./revisions.js";
import { SelectNear } from "./select-near.js";

/** One building, pipe or site: its class, what the analysis found with distances, what is known, what is unknown. */
export function FeatureCard({ selection }: { selection: Selection }) {
  const { t, locale } = useSpeech();
  const layer = useStore((state) => state.project?.layers.find(({ id }) => id === selection.layer));
  const feature = useStore((state) => state.feature);
  const isMember = useStore((state) => memberOf(state) !== null);
  if (layer === undefined || feature === null) {
    return (
      <>
        <CardHead title={t("card.loading")} selection={selection} />
        <div className="panel-body" />
      </>
    );
  }
  return (
    <>
      <CardHead
        title={featureTitle(locale, layer, feature)}
        selection={selection}
        {...(isMember ? { step: (by) => void stepMember(by) } : {})}
      />
      <CardBody layer={layer} feature={feature} />
    </>
  );
}

function CardBody({ layer, feature }: { layer: Layer; feature: Feature }) {
  const { t, of, locale } = useSpeech();
  const kind = classTitle(layer, feature.values);
  const facts = describe(locale, layer, feature, "kind");
  const found = describe(locale, layer, feature, "analysis").filter(
    ({ column: { name } }) =>
      name !== layer.paint.column && name !== "cluster" && !name.endsWith("_fid") && !spoken.has(name),
  );
  const source = describe(locale, layer, feature, "source");
  return (
    <div className="panel-body card">
      <p className="card-class">
        <i style={{ background: kind?.colour ?? "transparent" }} />
        <span>{kind === null ? of(layer.title) : `${of(layer.title)} · ${of(kind.title)}`}</span>
      </p>
      <Explanation values={feature.values} />
      {feature.reason !== null && <p className="explanation reason-line">{of(feature.reason)}</p>}
      {layer.kind === scoredKind && <Reasons layer={layer.id} fid={feature.fid} />}
      <ClusterLink fid={feature.values.cluster ?? null} />
      <SelectNear layer={layer} fid={feature.fid} />
      <HousesInside layer={layer} fid={feature.fid} />
      <Decisions layer={layer} fid={feature.fid} />
      {found.length > 0 && <Distances links={feature.links} />}
      <Section title={t("card.analysis")} rows={found} keepUnknown />
      <Section title={t("card.facts")} rows={facts} keepUnknown={false} />
      <Revisions layer={layer} fid={feature.fid} />
      {source.length > 0 && (
        <details className="source-fields" open={facts.every(({ value }) => value === null)}>
          <summary>{t("card.source")}</summary>
          <Rows rows={source} />
        </details>
      )}
    </div>
  );
}

/** The way to the hot spot that the building belongs to. */
function ClusterLink({ fid }: { fid: Cell }) {
  const { t, locale } = useSpeech();
  const cluster = useStore((state) => state.ranking?.clusters.find((entry) => entry.fid === Number(fid)));
  if (fid === null || cluster === undefined) return null;
  return (
    <button type="button" className="cluster-link" onClick={() => selectCluster(cluster)}>
      <span className="rank">{cluster.rank}</span>
      {t("card.cluster", { rank: cluster.rank })}
      <span className="quiet">{t("results.buildings", { count: formatNumber(locale, cluster.buildings) })}</span>
    </button>
  );
}

/** What was decided about a house; other things have no file. */
function Decisions({ layer, fid }: { layer: Layer; fid: number }) {
  const project = useStore((state) => state.project);
  if (project === null || !holdsHouses(project, layer)) return null;
  return <BuildingSection layer={layer.id} fid={fid} />;
}

/** The columns that stand as a sentence above the others. */
const spoken: ReadonlySet<string> = new Set(Object.values(explanations));

function Explanation({ values }: { values: Feature["values"] }) {
  const { locale } = useSpeech();
  const words = values[explanations[locale]] ?? null;
  return words === null ? null : <p className="explanation">{words}</p>;
}

/** The way from an area to the houses in it. */
function HousesInside({ layer, fid }: { layer: Layer; fid: number }) {
  const { t } = useSpeech();
  const project = useStore((state) => state.project);
  const houses = project === null ? null : housesFor(project, layer);
  if (houses === null) return null;
  return (
    <Button
      size="small"
      title={t("card.insideWhy")}
      onClick={() => openTable(houses.id, [{ place: "inside", layer: layer.id, fid }])}
    >
      {t("card.inside")}
    </Button>
  );
}

/** Rows with a value; the unknown ones, which are never zero or "no", by name below them or among them. */
function Section({ title, rows, keepUnknown }: { title: string; rows: readonly Described[]; keepUnknown: boolean }) {
  const { t, locale } = useSpeech();
  if (rows.length === 0) return null;
  const unknown = keepUnknown ? [] : rows.filter(isUnknown);
  return (
    <section>
      <h3 className="section-head">{title}</h3>
      <Rows rows={keepUnknown ? rows : rows.filter((row) => !isUnknown(row))} />
      {unknown.length > 0 && (
        <p className="quiet unknown">
          {t("card.unknownCount", { count: unknown.length })}
          {locale === "zh" ? "：" : ": "}
          {unknown.map(({ column }) => column.title[locale]).join(locale === "zh" ? "、" : ", ")}
        </p>
      )}
    </section>
  );
}

function Rows({ rows }: { rows: readonly Described[] }) {
  const { t } = useSpeech();
  return (
    <dl className="facts">
      {rows.map((row) => (
        <div key={row.column.name} data-origin={row.column.origin}>
          <dt title={row.title}>{row.title}</dt>
          <dd data-unknown={isUnknown(row)}>{row.value ?? (isUnknown(row) ? t("card.unknown") : "—")}</dd>
        </div>
      ))}
    </dl>
  );
}

function isUnknown({ column, value }: Described): boolean {
  return value === null && column.empty !== "none";
}
