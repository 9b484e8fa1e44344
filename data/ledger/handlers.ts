import { AppError } from "../../contract/errors.js";
import type { Subject } from "../../contract/ledger.js";
import type { ledgerCalls, RowChoice } from "../../contract/ledger-calls.js";
import type { CallContext, Handlers } from "../../contract/wire.js";
import { makeBackup } from "../keep/backup.js";
import { requestOf } from "../keep/request.js";
import type { OpenProject } from "../project/open-project.js";
import type { Job } from "../work.js";
import { addNote, attachFile, type BuildingOperation, recordGrade, storeFile } from "./buildings.js";
import { actionRules } from "./case-actions.js";
import { actOnCases, daysAt, editCases, openCases, requireCase } from "./cases.js";
import { hazards } from "./hazards.js";
import type { Ledger, Operation } from "./ledger.js";
import type { LedgerState } from "./ledger-state.js";
import { addPicks, combineLists, createList, dropPicks, removeList, renameList, requireList } from "./lists.js";
import { withSources } from "./sources.js";
import { readDistances, readSubjects, rowKey } from "./subjects.js";
import { caseEntry, listCases, readBuilding, readList, summarise } from "./views.js";

/** What a call about decisions works with: the open project and its ledger. */
export interface LedgerRoom {
  readonly project: OpenProject;
  readonly ledger: Ledger;
}

/** The calls about decisions, each answered when what it decides is on the disk. */
export function ledgerHandlers(work: Job<LedgerRoom>): Handlers<typeof ledgerCalls> {
  const decide = <Made extends Operation>(
    context: CallContext,
    operation: (state: LedgerState) => Made,
    before: (room: LedgerRoom, context: CallContext) => Promise<void> = async () => undefined,
  ): Promise<{ made: Made; room: LedgerRoom }> =>
    work(context, async (room, inner) => {
      await before(room, inner);
      let made: Made | undefined;
      await room.ledger.record(inner.signal, (state) => {
        made = operation(state);
        return { ...made, events: withSources(room.project, state, made.events) };
      });
      if (made === undefined) throw new Error("an operation was recorded");
      return { made, room };
    });
  const decideAbout = async <Made extends Operation>(
    context: CallContext,
    rows: RowChoice,
    operation: (state: LedgerState, subjects: readonly Subject[]) => Made,
    alsoRead: (room: LedgerRoom, subjects: readonly Subject[], signal: AbortSignal) => Promise<void> = async () =>
      undefined,
  ): Promise<{ made: Made; room: LedgerRoom }> => {
    let subjects: readonly Subject[] = [];
    return await decide(
      context,
      (state) => operation(state, subjects),
      async (room, inner) => {
        subjects = await subjectsOf(room, rows, inner.signal, inner.progress);
        await alsoRead(room, subjects, inner.signal);
        inner.progress({ phase: { zh: "写入台账", en: "Writing to the ledger" } });
      },
    );
  };
  const aboutOne = async (
    context: CallContext,
    rows: RowChoice,
    operation: (state: LedgerState, subject: Subject) => BuildingOperation,
  ) => {
    const { made, room } = await decideAbout(context, rows, (state, subjects) => {
      const [subject, second] = subjects;
      if (subject === undefined || second !== undefined) throw notOne(subjects.length);
      return operation(state, subject);
    });
    const file = readBuilding(room.ledger.state, made.building);
    if (file === null) throw new Error("the building has just been registered");
    return file;
  };
  const cases = ({ room }: { room: LedgerRoom }, ids: readonly number[]) => {
    const { state } = room.ledger;
    return [...new Set(ids)].map((id) => caseEntry(state, requireCase(state, id), daysAt()));
  };

  return {
    "ledger.read": (_input, context) => work(context, async ({ ledger }) => summarise(ledger)),
    "ledger.sign": async ({ name }, context) => {
      const title = { zh: `经办人：${name}`, en: `Operator: ${name}` };
      const { room } = await decide(context, ({ operator }) => ({
        title,
        why: null,
        events: operator === name ? [] : [{ type: "operator.name", name }],
      }));
      return summarise(room.ledger);
    },
    "ledger.undo": (_input, context) =>
      work(context, async ({ ledger }, { signal }) => {
        await ledger.undo(signal);
        return summarise(ledger);
      }),
    "ledger.redo": (_input, context) =>
      work(context, async ({ ledger }, { signal }) => {
        await ledger.redo(signal);
        return summarise(ledger);
      }),
    "ledger.repair": (_input, context) =>
      work(context, async (room, { signal }) => {
        const { project, ledger } = room;
        project.requireWritable();
        if (ledger.damage.length > 0) await makeBackup(requestOf(room, "repair", signal, false));
        await ledger.repair(signal);
        return summarise(ledger);
      }),
    "list.create": async ({ name }, context) => {
      const { made } = await decide(context, (state) => createList(state, name));
      return { list: made.list };
    },
    "list.rename": async ({ list, name }, context) => {
      await decide(context, (state) => renameList(state, list, name));
      return null;
    },
    "list.remove": async ({ list }, context) => {
      await decide(context, (state) => removeList(state, list));
      return null;
    },
    "list.add": async ({ list, rows, reason, run }, context) => {
      let metres: ReadonlyMap<number, number> = new Map();
      const reasonOf = ({ fid }: Subject) => ({ text: reason, run: run ?? null, metres: metres.get(fid) ?? null });
      const { made } = await decideAbout(
        context,
        rows,
        (state, subjects) => addPicks(state, list, subjects, reasonOf),
        async ({ project }, subjects, signal) => {
          const fids = subjects.map(({ fid }) => fid);
          metres = await project.database.using(signal, (session) =>
            readDistances(session, project.source(rows.layer), fids),
          );
        },
      );
      return { added: made.added, there: made.there };
    },
    "list.drop": async ({ list, buildings }, context) => {
      const { made } = await decide(context, (state) => dropPicks(state, list, buildings));
      return { dropped: made.dropped };
    },
    "list.combine": async ({ one, other, how, name }, context) => {
      const { made } = await decide(context, (state) => combineLists(state, one, other, how, name));
      return { list: made.list };
    },
    "list.read": ({ list }, context) => work(context, async ({ ledger }) => readList(ledger.state, list)),
    "case.open": async ({ list, rows, hazard, description }, context) => {
      if ((list === undefined) === (rows === undefined)) throw listOrRows();
      const { made } =
        rows !== undefined
          ? await decideAbout(context, rows, (state, subjects) => openCases(state, { subjects }, hazard, description))
          : await decide(context, (state) =>
              openCases(state, { buildings: [...requireList(state, list ?? 0).picks.keys()] }, hazard, description),
            );
      return { cases: made.cases, there: made.there };
    },
    "case.act": async ({ cases: ids, action, values, why }, context) =>
      cases(await decide(context, (state) => actOnCases(state, ids, action, values ?? {}, why ?? null)), ids),
    "case.edit": async ({ cases: ids, values, why }, context) =>
      cases(await decide(context, (state) => editCases(state, ids, values, why ?? null)), ids),
    "case.list": (wish, context) => work(context, async ({ ledger }) => listCases(ledger.state, wish)),
    "case.actions": async () => ({ actions: actionRules, hazards }),
    "building.read": (input, context) =>
      work(context, async ({ project, ledger }) => {
        const { state } = ledger;
        if ("building" in input) return readBuilding(state, input.building);
        const key = rowKey({ layer: homeOf(project, input.layer), fid: input.fid });
        const found = [...state.buildings.values()].find(({ subject }) => rowKey(subject) === key);
        return found === undefined ? null : readBuilding(state, found.id);
      }),
    "building.grade": ({ rows, ...given }, context) =>
      aboutOne(context, rows, (state, subject) => recordGrade(state, subject, given)),
    "building.note": ({ rows, text }, context) =>
      aboutOne(context, rows, (state, subject) => addNote(state, subject, text)),
    "building.attach": async ({ rows, path }, context) => {
      const file = await work(context, ({ project }) => {
        project.requireWritable();
        return storeFile(project.path, path);
      });
      return await aboutOne(context, rows, (state, subject) => attachFile(state, subject, file));
    },
  };
}

/** The rows that a call is about, as decisions remember them. */
export async function subjectsOf(
  { project }: LedgerRoom,
  rows: RowChoice,
  signal: AbortSignal,
  progress: CallContext["progress"] = () => undefined,
): Promise<Subject[]> {
  const home = project.layer(homeOf(project, rows.layer));
  return await project.database.using(signal, (session) =>
    readSubjects(session, project.source(rows.layer), home, rows, (id) => project.source(id), progress),
  );
}

/** The layer whose rows a layer shows: a result's are its parent's. */
export function homeOf(project: OpenProject, id: number): number {
  const layer = project.layer(id);
  return layer.parent === null ? layer.id : homeOf(project, layer.parent);
}

export function notOne(count: number): AppError {
  return new AppError("usage", {
    zh: `请选中一栋房屋（现选中 ${count} 栋）。`,
    en: `Choose one building (${count} are chosen).`,
  });
}

function listOrRows(): AppError {
  return new AppError("usage", {
    zh: "立案请指明清单或房屋，二者选一。",
    en: "A case is opened of a list or of buildings, one of the two.",
  });
}
