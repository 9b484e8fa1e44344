import type { setCalls } from "../../contract/set-calls.js";
import type { CallContext, Handlers } from "../../contract/wire.js";
import type { Session } from "../database.js";
import type { OpenProject } from "../project/open-project.js";
import type { TileReader } from "../tiles/tile-reader.js";
import type { Job } from "../work.js";
import { readFilter, setFilter } from "./family-filter.js";
import { removeFilter, saveFilter } from "./named-filters.js";
import { changeSelection, clearSelection, readSelection, selectionTile } from "./selection.js";

/** What a call about sets of rows works with. */
export interface SetRoom {
  readonly project: OpenProject;
  readonly tiles: TileReader;
}

/** The calls about the filters and the selection. */
export function setHandlers(job: Job<SetRoom>): Handlers<typeof setCalls> {
  const query = <T>(context: CallContext, work: (open: SetRoom, session: Session) => Promise<T>) =>
    job(context, (open, { signal }) => open.project.database.using(signal, (session) => work(open, session)));
  /** Takes its turn before it takes a session: the order of the calls counts. */
  const inTurn = <T>(context: CallContext, work: (open: SetRoom, session: Session) => Promise<T>) =>
    job(context, (open, { signal }) =>
      open.project.sets.changes.run(signal, () =>
        open.project.database.using(signal, (session) => work(open, session)),
      ),
    );
  return {
    "filter.set": (input, context) =>
      job(context, async ({ project }, { signal }) => {
        const serial = project.sets.next();
        return await project.database.using(signal, (session) => setFilter(project, session, serial, input));
      }),
    "filter.read": ({ layer }, context) => job(context, ({ project }) => readFilter(project, layer)),
    "selection.change": (input, context) =>
      inTurn(context, (open, session) => changeSelection({ ...open, session }, input)),
    "selection.clear": (_input, context) => inTurn(context, async ({ project }) => clearSelection(project.sets)),
    "selection.read": (_input, context) => query(context, (open, session) => readSelection({ ...open, session })),
    "selection.among": ({ layer, serial, fids }, context) =>
      job(context, async ({ project }) => {
        const rows = project.sets.find({ set: "selection", serial }, project.layer(layer));
        return { fids: fids.filter((fid) => rows.has(fid)) };
      }),
    "selection.tile": (input, context) => query(context, (open, session) => selectionTile({ ...open, session }, input)),
    "filter.save": (input, context) =>
      query(context, async ({ project }, session) => {
        await saveFilter(project, session, input);
        return project.describe();
      }),
    "filter.remove": ({ name }, context) =>
      query(context, async ({ project }) => {
        await removeFilter(project, name);
        return project.describe();
      }),
  };
}
