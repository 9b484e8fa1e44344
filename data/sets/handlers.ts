import type { setCalls } from "../../contract/set-calls.js";
import type { CallContext, Handlers } from "../../contract/wire.js";
import type { Session } from "../database.js";
import type { OpenProject } from "../project/open-project.js";
import type { TileReader } from "../tiles/tile-reader.js";
import { readFilter, setFilter } from "./family-filter.js";
import { removeFilter, saveFilter } from "./named-filters.js";
import { changeSelection, clearSelection, readSelection, selectionTile } from "./selection.js";

/** What a call about sets of rows works with. */
export interface SetRoom {
  readonly project: OpenProject;
  readonly tiles: TileReader;
}

/** The calls about the filters and the selection. */
export function setHandlers(
  query: <T>(
    context: CallContext,
    work: (open: SetRoom, session: Session, context: CallContext) => Promise<T>,
  ) => Promise<T>,
): Handlers<typeof setCalls> {
  return {
    "filter.set": ({ layer, conditions }, context) =>
      query(context, ({ project }, session) => setFilter(project, session, layer, conditions)),
    "filter.read": ({ layer }, context) =>
      query(context, ({ project }, session) => readFilter(project, session, layer)),
    "selection.change": (input, context) =>
      query(context, (open, session, { signal }) =>
        open.project.sets.changes.run(signal, () => changeSelection({ ...open, session }, input)),
      ),
    "selection.clear": (_input, context) =>
      query(context, ({ project: { sets } }, _session, { signal }) =>
        sets.changes.run(signal, async () => clearSelection(sets)),
      ),
    "selection.read": (_input, context) => query(context, (open, session) => readSelection({ ...open, session })),
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
