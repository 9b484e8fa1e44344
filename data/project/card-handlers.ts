import type { cardCalls } from "../../contract/card-calls.js";
import type { Handlers } from "../../contract/wire.js";
import type { Query } from "../work.js";
import { readCluster } from "./cluster-facts.js";
import { readRevisions } from "./feature-revisions.js";
import type { OpenProject } from "./open-project.js";

/** What cards tell beyond one row of a layer. */
export function cardHandlers(query: Query<{ readonly project: OpenProject }>): Handlers<typeof cardCalls> {
  return {
    "layer.revisions": ({ layer, fid }, context) =>
      query(context, ({ project }, session) => readRevisions(project, session, layer, fid)),
    "cluster.read": ({ layer, fid }, context) =>
      query(context, ({ project }, session, { signal }) => readCluster(project, session, { layer, fid }, signal)),
  };
}
