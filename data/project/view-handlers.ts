import type { viewCalls } from "../../contract/view-calls.js";
import type { CallContext, Handlers } from "../../contract/wire.js";
import { readHistogram } from "../layers/histogram.js";
import { paintFor } from "../layers/style-paint.js";
import type { Job } from "../work.js";
import type { StoredView } from "./layer-views.js";
import type { OpenProject } from "./open-project.js";

/** The calls about how layers are shown. */
export function viewHandlers(work: Job<{ project: OpenProject }>): Handlers<typeof viewCalls> {
  const change = (context: CallContext, layer: number, next: Partial<StoredView>) =>
    work(context, async ({ project }) => {
      project.layer(layer);
      await project.changeViews(new Map([[layer, { ...project.views.of(layer), ...next }]]));
      return project.describe();
    });
  return {
    "layer.style": ({ layer, style }, context) =>
      work(context, async ({ project }, { signal }) => {
        const paint =
          style === null
            ? null
            : await project.database.using(signal, (session) => paintFor(session, project.source(layer), style));
        const before = project.views.of(project.layer(layer).id);
        await project.changeViews(new Map([[layer, { ...before, style, paint, styled: before.styled + 1 }]]));
        return project.describe();
      }),
    "layer.arrange": ({ layer, hidden, opacity, title }, context) =>
      change(context, layer, {
        ...(hidden === undefined ? {} : { hidden }),
        ...(opacity === undefined ? {} : { opacity }),
        ...(title === undefined ? {} : { title }),
      }),
    "layer.order": ({ layers }, context) =>
      work(context, async ({ project }) => {
        const known = project.describe().layers.map(({ id }) => id);
        const order = (layers ?? []).filter((id) => known.includes(id));
        const views = known.map((id): [number, StoredView] => {
          const position = order.indexOf(id);
          return [id, { ...project.views.of(id), position: position < 0 ? null : position }];
        });
        await project.changeViews(new Map(views));
        return project.describe();
      }),
    "layer.histogram": ({ layer, column }, context) =>
      work(context, ({ project }, { signal }) =>
        project.database.using(signal, (session) => readHistogram(session, project.source(layer), column)),
      ),
  };
}
