import type { Subject } from "../../contract/ledger.js";
import type { returnedCalls } from "../../contract/returned-calls.js";
import type { CallContext, Handlers } from "../../contract/wire.js";
import type { Host } from "../host.js";
import type { ListedTable } from "../import/calls.js";
import { inWorker } from "../project/import-worker.js";
import type { OpenProject } from "../project/open-project.js";
import type { Job } from "../work.js";
import { compareLedger, importLedger } from "./existing-ledger.js";
import type { LedgerRoom } from "./handlers.js";
import { newestHouses } from "./houses.js";
import type { Operation } from "./ledger.js";
import type { LedgerState } from "./ledger-state.js";
import { applyForm, refuseChanged } from "./returned-apply.js";
import { compareForm } from "./returned-form.js";
import { sendForm } from "./send-form.js";
import { readSubjects } from "./subjects.js";

type Work = Job<LedgerRoom>;

/** The calls about tables that come from outside. They are read in the worker that may die; what is decided is one entry. */
export function returnedHandlers(work: Work, host: Host): Handlers<typeof returnedCalls> {
  const record = async <Made extends Operation>(
    { ledger }: LedgerRoom,
    signal: AbortSignal,
    decide: (state: LedgerState) => Made,
  ): Promise<Made> => {
    let made: Made | undefined;
    await ledger.record(signal, (state) => {
      made = decide(state);
      return made;
    });
    if (made === undefined) throw new Error("an operation was recorded");
    return made;
  };
  return {
    "return.inspect": (input, context) =>
      work(context, async ({ project, ledger }, inner) => {
        const table = await readTable(project, host, input.path, inner);
        return compareForm(ledger.state, input.path, table, input);
      }),
    "return.apply": (input, context) =>
      work(context, async (room, inner) => {
        const table = await readTable(room.project, host, input.path, inner);
        const { buildings, written } = await record(room, inner.signal, (state) => {
          const form = compareForm(state, input.path, table, input);
          refuseChanged(input.path, input, form);
          return applyForm(state, form, input);
        });
        return { buildings, written };
      }),
    "list.send": (input, context) =>
      work(context, ({ project, ledger }) =>
        project.scratch((scratch) => sendForm(ledger.state, input.list, input.path, input.replace ?? false, scratch)),
      ),
    "ledger.inspect": (input, context) =>
      work(context, async ({ project, ledger }, inner) => {
        const table = await readTable(project, host, input.path, inner);
        const houses = await readHouses(project, input.layer, inner.signal);
        const { subjects: _houses, ...compared } = compareLedger(
          ledger.state,
          input.path,
          table,
          input.mapping,
          houses,
        );
        return compared;
      }),
    "ledger.import": (input, context) =>
      work(context, async (room, inner) => {
        const table = await readTable(room.project, host, input.path, inner);
        const houses = await readHouses(room.project, input.layer, inner.signal);
        const { cases, buildings } = await record(room, inner.signal, (state) => {
          const compared = compareLedger(state, input.path, table, input.mapping, houses);
          refuseChanged(input.path, input, compared);
          return importLedger(state, compared);
        });
        return { cases, buildings };
      }),
  };
}

async function readTable(project: OpenProject, host: Host, path: string, context: CallContext): Promise<ListedTable> {
  return await project.scratch((folder) =>
    inWorker(host, path, context, (worker, options) => worker.ask("table", { path, folder }, options)),
  );
}

async function readHouses(project: OpenProject, layer: number | undefined, signal: AbortSignal): Promise<Subject[]> {
  const home = newestHouses(project, layer);
  if (home === null) return [];
  const rows = { layer: home.id, filter: [] };
  return await project.database.using(signal, (session) =>
    readSubjects(session, project.source(home.id), home, rows, (id) => project.source(id)),
  );
}
