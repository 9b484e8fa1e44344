import type { ClusterFacts, Share } from "../../contract/card-calls.js";
import type { PaintClass } from "../../contract/catalog.js";
import type { Text } from "../../contract/text.js";
import { levelPaint } from "../analyses/score-columns.js";
import type { Session } from "../database.js";
import { ageClasses } from "../kinds/age-classes.js";
import { pressures } from "../kinds/pressure.js";
import type { LayerSource } from "../layers/layer-source.js";
import { quoteName } from "../sql.js";
import type { OpenProject } from "./open-project.js";

type Classes = readonly Pick<PaintClass, "value" | "title" | "colour">[];

const alterationClasses: Classes = [
  { value: "true", title: { zh: "疑似违改", en: "altered" }, colour: "#CB181D" },
  { value: "false", title: { zh: "未见违改", en: "not altered" }, colour: "#3B7FB8" },
  { value: null, title: { zh: "改建情况不明", en: "alterations unknown" }, colour: "#B5B9BF" },
];

/** A hot spot's members by level, where their buildings are scored, by age and by alteration. */
export async function countMembers(
  project: OpenProject,
  session: Session,
  members: LayerSource,
  cluster: number,
): Promise<ClusterFacts["members"]> {
  const { layer } = members;
  const run = project.describe().runs.find(({ id }) => id === layer.run);
  const scored = project
    .describe()
    .layers.filter(
      ({ kind, parent, parentRevision }) =>
        kind === "result:score" && parent === layer.parent && parentRevision === layer.parentRevision,
    );
  // The score that ranked them, else the newest.
  const score = scored.find(({ id }) => id === run?.inputs.scored) ?? scored.at(-1);
  const own = `(SELECT fid, altered FROM ${members.own} WHERE cluster = ${cluster})`;
  const tallies: { title: Text; from: string; column: string; classes: Classes }[] = [
    ...(score === undefined
      ? []
      : [
          {
            title: { zh: "风险等级", en: "level" },
            from: project.source(score.id).own,
            column: "level",
            classes: levelPaint.classes,
          },
        ]),
    ...(layer.columns.some(({ name }) => name === "age_class")
      ? [
          {
            title: { zh: "建成年代", en: "year built" },
            from: members.geometryRelation,
            column: "age_class",
            classes: ageClasses,
          },
        ]
      : []),
    { title: { zh: "改建", en: "alterations" }, from: own, column: "altered", classes: alterationClasses },
  ];
  const told: ClusterFacts["members"][number][] = [];
  for (const { title, from, column, classes } of tallies) {
    const rows = await session.rows<{ value: string | null; count: bigint }>(
      `SELECT CAST(${quoteName(column)} AS VARCHAR) AS value, count(*) AS count FROM ${from}
       WHERE fid IN (SELECT fid FROM ${own}) GROUP BY ALL`,
    );
    const counts = new Map(rows.map(({ value, count }) => [value, Number(count)]));
    told.push({ title, classes: shares(classes, counts) });
  }
  return told;
}

/** Metres of pipes by class, in the colours of pipes, the highest pressure first; unknown last. `lengths` is a SELECT of `pressure` and `metres`. */
export async function pressureShares(
  session: Session,
  lengths: string,
): Promise<Pick<NonNullable<ClusterFacts["pipes"]>, "total_m" | "classes">> {
  const rows = await session.rows<{ pressure: string | null; metres: number }>(lengths);
  const metres = new Map(rows.map((row) => [row.pressure, row.metres]));
  const unknown = { value: null, title: { zh: "压力不明", en: "class unknown" }, colour: "#8A8F98" };
  const classes = shares([...pressures, unknown], metres);
  return { total_m: classes.reduce((sum, { amount }) => sum + amount, 0), classes };
}

/** In the order of the classes; those with nothing are left out. */
function shares(classes: Classes, amounts: ReadonlyMap<string | null, number>): Share[] {
  return classes.flatMap(({ value, title, colour }) => {
    const amount = amounts.get(value) ?? 0;
    return amount > 0 ? [{ value, title, colour, amount }] : [];
  });
}
