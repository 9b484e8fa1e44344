import type { Text } from "../../contract/text.js";
import { activeSites } from "./active-sites.js";
import type { AnalysisContext, InputLayer } from "./analysis.js";
import { extentOf, refuseDisjoint } from "./extent.js";
import { pipesInUse } from "./pipes-in-use.js";
import type { ScreenValues } from "./screen.js";

/** TEMP tables of what is measured to; null where the layer was not given. */
export interface ActiveTables {
  readonly pipes: string | null;
  readonly sites: string | null;
  readonly messages: readonly Text[];
}

/** Chooses the pipes and sites that count, after making sure that the layers lie in the same place. */
export async function prepareTargets(
  context: AnalysisContext,
  inputs: { buildings: InputLayer; pipes: InputLayer | undefined; sites: InputLayer | undefined },
  parameters: ScreenValues,
): Promise<ActiveTables> {
  const { session } = context;
  const messages: Text[] = [];
  let pipes: string | null = null;
  let sites: string | null = null;
  const here = await extentOf(session, inputs.buildings.relation);
  if (inputs.pipes !== undefined) {
    await refuseDisjoint(session, here, inputs.pipes.relation, { zh: "燃气管线", en: "pipes" });
    const chosen = await pipesInUse(context, inputs.pipes, {
      distance: parameters.pipe_distance,
      unknownRange: parameters.unknown_pressure_range,
      includeOutOfUse: parameters.include_out_of_use_pipes,
    });
    pipes = chosen.table;
    messages.push(...chosen.messages);
  }
  if (inputs.sites !== undefined) {
    await refuseDisjoint(session, here, inputs.sites.relation, { zh: "工地", en: "sites" });
    const chosen = await activeSites(context, inputs.sites, {
      reach: { factor: parameters.site_factor, depth: parameters.site_depth },
      radius: parameters.site_radius,
      states: parameters.site_states,
      keepUnknown: false,
    });
    sites = chosen.table;
    messages.push(...chosen.messages);
  }
  return { pipes, sites, messages };
}
