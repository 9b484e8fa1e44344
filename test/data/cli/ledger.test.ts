import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fangan } from "../../support/command-line.js";
import { type EngineRoom, featureCollection, metric, openEngineRoom } from "../../support/engine-room.js";

describe("the ledger on the command line", { timeout: 60_000 }, () => {
  let room: EngineRoom;
  let project: string;
  beforeAll(async () => {
    room = openEngineRoom();
    project = await room.create();
    const houses = [1960, 1980, 2010].map((year, index) => ({
      geometry: { type: "Point", coordinates: [485_000 + index * 50, 3_056_000] },
      properties: { fwbh: `B${index}`, build_time: year, dz: `梧桐巷${index}号` },
    }));
    await room.take("buildings", houses);
    await room.client.ask("project.close", {});
  });
  afterAll(() => room.close());

  const json = async (...args: string[]) => {
    const { status, stdout, stderr } = await fangan([...args, "--json"]);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    return JSON.parse(stdout);
  };

  it("takes buildings from a layer to a closed case", async () => {
    const top = ["--from", "buildings", "--top", "2", "--by", "build_year", "--why", "年代最新的两栋"];
    const picks = await json("picks", project, "抽查", ...top, "--operator", "周正");
    expect(picks.map(({ code }: { code: string }) => code)).toEqual(["B2", "B1"]);
    const opened = await json("case", project, "open", "--list", "抽查", "--hazard", "old_age");
    expect(opened.map(({ state }: { state: string }) => state)).toEqual(["to_verify", "to_verify"]);
    await json("case", project, "confirm", "--case", "1,2");
    const assign = ["--set", "unit=北桥街道", "--set", "deadline=2030-01-31"];
    const [first] = await json("case", project, "assign", "--case", "1", ...assign);
    expect(first).toMatchObject({ state: "assigned", values: { unit: "北桥街道", deadline: "2030-01-31" } });
    const listed = await fangan(["case", project, "list"]);
    expect(listed.stdout).toBe(
      "1\tassigned\told_age\tB2\t梧桐巷2号\t北桥街道\t2030-01-31\n2\tconfirmed\told_age\tB1\t梧桐巷1号\t\t\n",
    );
  });

  it("says in one sentence what is missing, and does nothing", async () => {
    const before = readFileSync(join(project, "journal.jsonl"), "utf8");
    const early = await fangan(["case", project, "accept", "--case", "1"]);
    expect(early).toMatchObject({
      status: 2,
      stderr: 'fangan: Case 1 is "assigned": "Accept and close" is not possible.\n',
    });
    expect((await fangan(["case", project, "begin", "--case", "1"])).stderr).toContain("fill in: management measure");
    expect((await fangan(["case", project, "edit", "--case", "1", "--set", "deadline=soon"])).status).toBe(2);
    expect((await fangan(["case", project, "dance"])).stderr).toContain('got "dance"');
    expect((await fangan(["picks", project, "没有"])).status).toBe(2);
    expect(readFileSync(join(project, "journal.jsonl"), "utf8")).toBe(before);
  });

  it("verifies a journal: clean, or damaged with the line and exit status 3", async () => {
    expect(await json("verify", project)).toEqual({ entries: 6, torn: 0, damage: [], clean: true });
    const path = join(project, "journal.jsonl");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace("北桥街道", "南桥街道"));
    const found = await fangan(["verify", project]);
    expect(found).toMatchObject({ status: 3, stdout: expect.stringContaining("line 6: the line is damaged") });
    writeFileSync(path, text);
    expect((await fangan(["verify", room.folder])).stderr).toMatch(/not a project|no project/iu);
  });

  it("sends a form to an agency, shows what came back, and writes it only when told to", async () => {
    const before = readFileSync(join(project, "journal.jsonl"), "utf8");
    const [sent, returned] = [room.path("委托.xlsx"), room.path("回表.csv")];
    expect(await json("case", project, "send", sent, "--list", "抽查")).toEqual({ path: sent, rows: 2 });
    writeFileSync(returned, "房屋编号,鉴定等级,报告编号,鉴定机构,鉴定日期\nB2,c级,JD-2,宏正检测,2026/4/1\nB7,E,,,\n");
    const shown = await fangan(["case", project, "return", returned, "--list", "抽查"]);
    expect(shown.stdout).toBe(
      `2\tB2\tok\tgrade new C ("c级" read as C)\treport new JD-2\tagency new 宏正检测\tdate new 2026-04-01
3\tB7\tunknown: the ledger does not know this building\tgrade fault E (none of the grades A, B, C, D)
new 4  same 0  conflict 0  fault 1  rows 2  left 1
`,
    );
    expect(readFileSync(join(project, "journal.jsonl"), "utf8")).toBe(before);
    const applied = await json("case", project, "return", returned, "--apply");
    expect(applied).toMatchObject({ buildings: 1, written: 4 });
    expect((await json("case", project, "list"))[0]).toMatchObject({ id: 1, grade: "C", state: "assigned" });
  });

  it("takes in a ledger kept before", async () => {
    const ledger = room.path("台账.csv");
    writeFileSync(ledger, "房屋编号,隐患类别,状态\nB0,年久失修,已核实\nB2,建设年代久远,待核实\n");
    const seen = await json("case", project, "import", ledger);
    expect(seen.counts).toMatchObject({ fresh: 1, there: 1 });
    expect(await json("case", project, "import", ledger, "--apply")).toMatchObject({ cases: 1, buildings: 1 });
  });

  it("says after a newer version, and after layers that were lost, how many picks and cases have their building still", async () => {
    const file = room.path("新一版.geojson");
    const kept = [0, 1].map((index) => ({
      geometry: { type: "Point", coordinates: [485_000 + index * 50, 3_056_000] },
      properties: { fwbh: `B${index}`, build_time: 1960, dz: `梧桐巷${index}号` },
    }));
    writeFileSync(file, featureCollection(kept));
    const take = (...more: string[]) => ["import", project, file, "--as", "buildings", "--crs", metric, ...more];
    const decided = { picks: { there: 1, gone: 1 }, cases: { there: 2, gone: 1 } };
    const newer = await json(...take("--replaces", "1"));
    expect(newer).toMatchObject({ id: 1, revision: 2, changes: { gone: 1 }, decided });
    expect(newer).not.toHaveProperty("relinked");
    rmSync(join(project, "layers.duckdb"));
    const again = await fangan(take());
    expect(again.stdout).toContain(
      "buildings of the ledger: 2 tied again (2 by code, 0 by place), 1 not found\n1 picks and 2 cases have their building; 1 picks and 1 cases have none in this layer\n",
    );
    const other = await json("import", project, file, "--as", "buildings", "--crs", metric);
    expect(other).toMatchObject({ relinked: { byCode: 0, byPlace: 0, missing: 1 } });
  });
});
