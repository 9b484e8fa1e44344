import type { schemeCalls } from "../../contract/scheme-calls.js";
import type { Handlers } from "../../contract/wire.js";
import type { Paintings } from "../layers/paintings.js";
import { weighFactors } from "../risk/ahp.js";
import { readSchemeFile } from "../risk/scheme.js";
import type { Query } from "../work.js";
import { explainScore } from "./explain.js";
import type { OpenProject } from "./open-project.js";
import { rescore } from "./rescore.js";
import { listSchemes, loadScheme, saveScheme, writeScheme } from "./schemes.js";

/** What the calls about schemes work with: the open project, the same where it may be written, and a query in it. */
export interface SchemeRoom {
  readonly open: () => OpenProject;
  readonly writable: () => OpenProject;
  readonly query: Query<{ readonly project: OpenProject; readonly paintings: Paintings }>;
}

/** The calls about how buildings are scored. */
export function schemeHandlers({ open, writable, query }: SchemeRoom): Handlers<typeof schemeCalls> {
  return {
    "scheme.list": async () => listSchemes(open().path),
    "scheme.load": async ({ reference }) => loadScheme(open().path, reference),
    "scheme.save": async ({ scheme }) => saveScheme(writable().path, scheme),
    "scheme.write": async ({ reference, path, replace }) => {
      await writeScheme(open().path, reference, path, replace ?? false);
      return { path };
    },
    "scheme.read": async ({ path }) => saveScheme(writable().path, await readSchemeFile(path)),
    "scheme.weigh": async ({ matrix }) => weighFactors(matrix),
    "score.rescore": (input, context) =>
      query(context, ({ project, paintings }, session) =>
        rescore(project, paintings, session, input.layer, input.scheme, context.signal),
      ),
    "score.explain": (input, context) =>
      query(context, ({ project }, session) => explainScore(project, session, input.layer, input.fid)),
  };
}
