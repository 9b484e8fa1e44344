import { z } from "zod";

const shortText = z.string().max(200);
const longText = z.string().max(4000);
const id = z.int().positive();
/** `2026-04-01`. */
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u);

/** Where a case stands: 待核实, 已确认, 排除, 已交办, 整改中, 待验收, 已销号. */
export const caseStates = [
  "to_verify",
  "confirmed",
  "excluded",
  "assigned",
  "rectifying",
  "to_accept",
  "closed",
] as const;
export const caseState = z.enum(caseStates);
export type CaseState = z.infer<typeof caseState>;

/** What can be done to a case. 退回, 延期 and 重新打开 are actions that lead back or stay, not states. */
export const caseActions = [
  "confirm",
  "exclude",
  "assign",
  "begin",
  "submit",
  "accept",
  "return",
  "extend",
  "reopen",
] as const;
export const caseAction = z.enum(caseActions);
export type CaseAction = z.infer<typeof caseAction>;

/** JGJ 125 grade of a whole building. A preliminary judgement (初判) is not one and has a field of its own. */
export const dangerGrade = z.enum(["A", "B", "C", "D"]);
export type DangerGrade = z.infer<typeof dangerGrade>;

/** What is known of a case beside its state; each is null until someone has decided it. */
export const caseValues = z.strictObject({
  /** Responsible unit and person, to whom it is handed over (交办). */
  unit: shortText.nullable(),
  person: shortText.nullable(),
  deadline: day.nullable(),
  /** Who approved the last extension (延期). */
  approved_by: shortText.nullable(),
  /** Management measure (停用, 封房, 撤人, 限制使用) and engineering measure (维修, 加固, 拆除, 重建). */
  management_measure: longText.nullable(),
  engineering_measure: longText.nullable(),
  /** What shows that it is done. */
  evidence: longText.nullable(),
});
export type CaseValues = z.infer<typeof caseValues>;

export const noCaseValues: CaseValues = {
  unit: null,
  person: null,
  deadline: null,
  approved_by: null,
  management_measure: null,
  engineering_measure: null,
  evidence: null,
};

/** A building as it was when a decision first named it: enough to find it again when every layer has been lost. */
export const subject = z.strictObject({
  layer: id,
  fid: z.int().min(0),
  code: shortText.nullable(),
  name: shortText.nullable(),
  address: shortText.nullable(),
  /** Longitude and latitude in degrees; null where the row has no geometry. */
  place: z.tuple([z.number(), z.number()]).nullable(),
});
export type Subject = z.infer<typeof subject>;

/** Why a building is on a list: in words, with the run and the metres where an analysis put it there. */
export const pickReason = z.strictObject({
  text: z.string().min(1).max(1000),
  run: id.nullable(),
  metres: z.number().nullable(),
});
export type PickReason = z.infer<typeof pickReason>;

/**
 * Judgements that are no danger grade (domain.md 1.4), each with values of its own: 初判 of a census, reliability by GB 50292
 * (whole building Ⅰ–Ⅳ, safety Asu–Dsu), and the class of a seismic appraisal by GB 50023, which says how long a house is to
 * serve on.
 */
export const judgementScales = {
  preliminary: ["none", "some", "serious"],
  reliability: ["I", "II", "III", "IV", "Asu", "Bsu", "Csu", "Dsu"],
  seismic: ["A", "B", "C"],
} as const;
export const judgementScale = z.enum(["preliminary", "reliability", "seismic"]);
export type JudgementScale = z.infer<typeof judgementScale>;

/** What a grade proposes; null: nothing. A proposal is shown, never applied. */
const proposedMeasures = z.strictObject({ management: longText.nullable(), engineering: longText.nullable() });
/** Months until a house is looked at again; null: never by itself. */
const months = z.int().min(1).max(600).nullable();

/** The project's own rules: measures that a grade proposes, and intervals of re-checks by grade and after a closed case. */
export const ledgerRules = z.strictObject({
  measures: z.strictObject({ A: proposedMeasures, B: proposedMeasures, C: proposedMeasures, D: proposedMeasures }),
  recheck: z.strictObject({ A: months, B: months, C: months, D: months, closed: months }),
});
export type LedgerRules = z.infer<typeof ledgerRules>;

/** One thing that was decided. Ids of buildings, lists and cases are the ledger's own and never used twice. */
export const ledgerEvent = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("operator.name"), name: shortText.min(1) }),
  z.strictObject({ type: z.literal("building.register"), building: id, subject }),
  /** Where the rows of a layer came from: with this the journal alone can say what is to be imported again. */
  z.strictObject({
    type: z.literal("layer.source"),
    layer: id,
    title: shortText,
    kind: shortText,
    path: longText,
    sha256: z.string().max(64),
    rows: z.int().min(0),
  }),
  /** The building's row in a layer made anew. */
  z.strictObject({ type: z.literal("building.relink"), building: id, layer: id, fid: z.int().min(0) }),
  z.strictObject({ type: z.literal("list.create"), list: id, name: shortText.min(1) }),
  z.strictObject({ type: z.literal("list.rename"), list: id, name: shortText.min(1), before: shortText }),
  z.strictObject({ type: z.literal("list.remove"), list: id }),
  z.strictObject({
    type: z.literal("list.add"),
    list: id,
    picks: z.array(z.strictObject({ building: id, reason: pickReason })),
  }),
  z.strictObject({ type: z.literal("list.drop"), list: id, buildings: z.array(id) }),
  z.strictObject({
    type: z.literal("case.open"),
    case: id,
    building: id,
    hazard: shortText.min(1),
    description: longText,
  }),
  z.strictObject({
    type: z.literal("case.act"),
    case: id,
    action: caseAction,
    from: caseState,
    to: caseState,
    values: caseValues.partial(),
    before: caseValues.partial(),
  }),
  z.strictObject({
    type: z.literal("case.edit"),
    case: id,
    values: caseValues.partial(),
    before: caseValues.partial(),
  }),
  z.strictObject({
    type: z.literal("grade.record"),
    building: id,
    grade: dangerGrade.nullable(),
    report: shortText.nullable(),
    agency: shortText.nullable(),
    date: day.nullable(),
    before: dangerGrade.nullable(),
  }),
  z.strictObject({
    type: z.literal("judgement.record"),
    building: id,
    scale: judgementScale,
    /** Null takes it back. */
    value: shortText.min(1).nullable(),
    by: shortText.nullable(),
    date: day.nullable(),
    before: shortText.nullable(),
  }),
  /** The house was looked at again on that day, and this was found. */
  z.strictObject({ type: z.literal("recheck.record"), building: id, date: day, result: longText.min(1) }),
  z.strictObject({ type: z.literal("rules.set"), rules: ledgerRules, before: ledgerRules }),
  z.strictObject({ type: z.literal("note.add"), building: id, text: longText.min(1) }),
  z.strictObject({
    type: z.literal("file.attach"),
    building: id,
    name: shortText.min(1),
    /** File name below `files/`. */
    stored: shortText.min(1),
    sha256: z.string().regex(/^[0-9a-f]{64}$/u),
    bytes: z.int().min(0),
  }),
  /** What the entry `seq` decided no longer counts; `redo` makes it count again. */
  z.strictObject({ type: z.literal("undo"), seq: id }),
  z.strictObject({ type: z.literal("redo"), seq: id }),
  /** The journal was damaged: entries that could not be read, by line, were left out with a user's consent. */
  z.strictObject({ type: z.literal("journal.repair"), lost: z.array(id), kept: shortText }),
]);
export type LedgerEvent = z.infer<typeof ledgerEvent>;

/**
 * A line of the journal: one operation of one person, whole or not at all. It bears no format of its own: that is the
 * project's (`formatVersion`, raised with every new event or field), and a journal that lies alone tells by a line whose hash
 * is right and whose content is not known here, which is refused as a newer program's and never taken for damage.
 */
export const journalEntry = z.strictObject({
  /** 1, 2, 3 …: the order of decisions, whatever clocks say. */
  seq: id,
  /** Hash of the entry before; 64 zeros for the first. */
  prev: z.string().regex(/^[0-9a-f]{64}$/u),
  /** UTC, ISO 8601: information, never an order. */
  at: z.iso.datetime(),
  who: shortText,
  /** Version of the program that wrote it. */
  app: shortText,
  title: z.strictObject({ zh: shortText, en: shortText }),
  why: z.string().max(1000).nullable(),
  events: z.array(ledgerEvent).min(1),
});
export type JournalEntry = z.infer<typeof journalEntry>;
