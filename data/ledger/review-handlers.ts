import { existsSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../contract/errors.js";
import type { Subject } from "../../contract/ledger.js";
import type { BuildingFile, RowChoice } from "../../contract/ledger-calls.js";
import type { reviewCalls } from "../../contract/review-calls.js";
import type { CallContext, Handlers } from "../../contract/wire.js";
import type { Job } from "../work.js";
import type { BuildingOperation } from "./buildings.js";
import { daysAt, requireCase } from "./cases.js";
import { distributeCases, inBlocks, type UnitOf } from "./distribute.js";
import { districtsOf, rateDistricts } from "./districts.js";
import { homeOf, type LedgerRoom, notOne, subjectsOf } from "./handlers.js";
import type { LedgerState } from "./ledger-state.js";
import { readPicture } from "./picture.js";
import { listRechecks, recordJudgement, recordRecheck } from "./rechecks.js";
import { setRules } from "./rules.js";
import { readTimeline } from "./timeline.js";
import { caseEntry, readBuilding } from "./views.js";

type Work = Job<LedgerRoom>;

/** The calls that look over many cases, and those about a house's course. */
export function reviewHandlers(work: Work): Handlers<typeof reviewCalls> {
  const aboutOne = (
    context: CallContext,
    rows: RowChoice,
    operation: (state: LedgerState, subject: Subject) => BuildingOperation,
  ): Promise<BuildingFile> =>
    work(context, async (room, { signal }) => {
      const [subject, ...more] = await subjectsOf(room, rows, signal);
      if (subject === undefined || more.length > 0) throw notOne(subject === undefined ? 0 : more.length + 1);
      let building = 0;
      await room.ledger.record(signal, (state) => {
        const made = operation(state, subject);
        building = made.building;
        return made;
      });
      const file = readBuilding(room.ledger.state, building);
      if (file === null) throw new Error("the building has just been registered");
      return file;
    });
  const keptFile = ({ project, ledger }: LedgerRoom, building: number, sha256: string) => {
    const file = ledger.state.buildings.get(building)?.files.find((each) => each.sha256 === sha256);
    const path = file === undefined ? "" : join(project.path, "files", file.stored);
    if (file === undefined || !existsSync(path)) throw noFile(file?.name ?? sha256);
    return { path, file };
  };
  return {
    "rules.read": (_input, context) => work(context, async ({ ledger }) => ledger.state.rules),
    "rules.save": ({ rules }, context) =>
      work(context, async ({ ledger }, { signal }) => {
        await ledger.record(signal, (state) => setRules(state, rules));
        return ledger.state.rules;
      }),
    "recheck.list": (_input, context) => work(context, async ({ ledger }) => listRechecks(ledger.state)),
    "building.recheck": ({ rows, ...given }, context) =>
      aboutOne(context, rows, (state, subject) => recordRecheck(state, subject, given)),
    "building.judge": ({ rows, ...given }, context) =>
      aboutOne(context, rows, (state, subject) => recordJudgement(state, subject, given)),
    "building.file": ({ building, sha256 }, context) =>
      work(context, async (room) => ({ path: keptFile(room, building, sha256).path })),
    "building.picture": ({ building, sha256 }, context) =>
      work(context, (room) => {
        const { path, file } = keptFile(room, building, sha256);
        return readPicture(path, file);
      }),
    "building.timeline": ({ layer, fid }, context) =>
      work(context, ({ project, ledger }, { signal }) =>
        project.database.using(signal, (session) =>
          readTimeline(session, project, ledger.state, project.layer(homeOf(project, layer)), fid),
        ),
      ),
    "case.distribute": ({ cases, to, why, ...given }, context) =>
      work(context, async ({ project, ledger }, { signal }) => {
        let unitOf: UnitOf;
        if (to.by === "one") unitOf = () => to.unit;
        else if (to.by === "blocks") unitOf = inBlocks(to.units, new Set(cases).size);
        else {
          const buildings = cases.map((id) => requireCase(ledger.state, id).building);
          const within = await project.database.using(signal, (session) =>
            districtsOf(session, project.source(to.layer), ledger.state, buildings),
          );
          unitOf = (id) => {
            const fid = within.get(requireCase(ledger.state, id).building);
            return fid === undefined ? to.outside : (to.units[fid] ?? null);
          };
        }
        await ledger.record(signal, (state) => distributeCases(state, cases, unitOf, given, why ?? null));
        const { state } = ledger;
        return [...new Set(cases)].map((id) => caseEntry(state, requireCase(state, id), daysAt()));
      }),
    "case.districts": ({ layer }, context) =>
      work(context, ({ project, ledger }, { signal }) =>
        project.database.using(signal, (session) => rateDistricts(session, project.source(layer), ledger.state)),
      ),
  };
}

function noFile(name: string): AppError {
  return new AppError("input-missing", {
    zh: `项目的 files 文件夹里没有“${name}”。请从备份中恢复。`,
    en: `"${name}" is not in the project's folder "files". Restore it from a backup.`,
  });
}
