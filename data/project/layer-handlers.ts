import type { Api, CallInput, RowPage } from "../../contract/api.js";
import { isReasoned, reasonColumn } from "../../contract/reasons.js";
import type { Handlers } from "../../contract/wire.js";
import type { Session } from "../database.js";
import { exportLayer } from "../exports/index.js";
import { countClasses } from "../layers/classes.js";
import { readFeature } from "../layers/feature.js";
import type { Paintings } from "../layers/paintings.js";
import { readPlaces } from "../layers/places.js";
import type { RowReader } from "../layers/rows.js";
import { shownRows } from "../sets/family-filter.js";
import { rangeTile } from "../tiles/range-tile.js";
import type { TileReader } from "../tiles/tile-reader.js";
import type { Query } from "../work.js";
import { accountOf } from "./account.js";
import { filterAccount } from "./filter-account.js";
import { housesNear } from "./houses-near.js";
import { measuredFrom } from "./measured.js";
import type { OpenProject } from "./open-project.js";
import { rangeProfile } from "./range-profile.js";
import { readReasons, writeReasons } from "./reason-lines.js";

interface LayerRoom {
  readonly project: OpenProject;
  readonly rows: RowReader;
  readonly tiles: TileReader;
  readonly paintings: Paintings;
}

type LayerCalls = Pick<
  Api,
  | "layer.ranges"
  | "layer.range-profile"
  | "layer.tile"
  | "layer.rows"
  | "layer.row-index"
  | "layer.feature"
  | "layer.places"
  | "layer.classes"
  | "layer.near"
  | "layer.export"
>;

/** The calls that read a layer: what the map draws, pages of rows, one feature, counts, a file of it. */
export function layerHandlers(query: Query<LayerRoom>): Handlers<LayerCalls> {
  return {
    "layer.ranges": (input, context) =>
      query(context, async ({ project }, session) => {
        const shown = await shownRows(project, input.layer);
        const profile = await rangeProfile(project, input.layer);
        return await rangeTile(session, project.source(input.layer), input, { rows: shown, profile, today: today() });
      }),
    "layer.range-profile": ({ layer }, context) =>
      query(context, async ({ project }) => (await rangeProfile(project, layer)).title),
    "layer.tile": (input, context) =>
      query(context, async ({ project, tiles }, session) => {
        const shown = await shownRows(project, input.layer);
        return await tiles.read(session, project.source(input.layer), input, shown);
      }),
    "layer.rows": (input, context) =>
      query(context, ({ project, rows }, session) => readPage(project, session, rows, input)),
    "layer.row-index": (input, context) =>
      query(context, async ({ project, rows }, session) => ({
        index: await rows.indexOf(session, project.source(input.layer), input, input.fid),
      })),
    "layer.feature": (input, context) =>
      query(context, async ({ project }, session) => {
        const { layer, fid } = input;
        const feature = await readFeature(session, project.source(layer), fid, (values) =>
          measuredFrom(project, session, project.layer(layer), fid, values),
        );
        return { ...feature, reason: (await readReasons(project, session, layer, [fid])).get(fid) ?? null };
      }),
    "layer.places": (input, context) =>
      query(context, ({ project }, session) => readPlaces(session, project.source(input.layer), input.fids)),
    "layer.classes": (input, context) =>
      query(context, async ({ project, paintings }, session) => {
        const shown = await shownRows(project, input.layer);
        const source = project.source(input.layer);
        return countClasses(source.layer, await paintings.of(source, session), shown);
      }),
    "layer.near": (input, context) =>
      query(context, ({ project, paintings }, session) => housesNear(project, paintings, session, input)),
    "layer.export": (input, context) =>
      query(context, ({ project }, session, inner) =>
        project.scratch((scratch) =>
          exportLayer({
            session,
            source: project.source(input.layer),
            path: input.path,
            filter: input.filter ?? [],
            sourceOf: (id) => project.source(id),
            account: [
              ...accountOf(project, project.layer(input.layer)),
              ...filterAccount(project, project.layer(input.layer), input.filter ?? []),
            ],
            reasons: (where, bindings) =>
              writeReasons(project, session, {
                source: project.source(input.layer),
                where,
                bindings,
                locale: input.language ?? "zh",
                signal: inner.signal,
              }),
            replace: input.replace ?? false,
            scratch,
            signal: inner.signal,
            progress: inner.progress,
          }),
        ),
      ),
  };
}

/** A page of rows, with the lines of reasons where they are asked for. */
async function readPage(
  project: OpenProject,
  session: Session,
  rows: RowReader,
  { layer, language = "zh", ...request }: CallInput<"layer.rows">,
): Promise<RowPage> {
  const place = request.columns?.indexOf(reasonColumn.name) ?? -1;
  if (place < 0 || !isReasoned(project.layer(layer).kind))
    return await rows.read(session, project.source(layer), request);
  const plain = request.columns?.filter((name) => name !== reasonColumn.name) ?? [];
  const page = await rows.read(session, project.source(layer), { ...request, columns: plain });
  const lines = await readReasons(
    project,
    session,
    layer,
    page.rows.map(({ fid }) => fid),
  );
  return {
    ...page,
    columns: page.columns.toSpliced(place, 0, reasonColumn.name),
    rows: page.rows.map(({ fid, cells }) => ({
      fid,
      cells: cells.toSpliced(place, 0, lines.get(fid)?.[language] ?? null),
    })),
  };
}

/** This day, UTC. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}
