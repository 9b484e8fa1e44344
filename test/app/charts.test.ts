import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomNumbers } from "../support/city.js";
import { type EngineRoom, openEngineRoom } from "../support/engine-room.js";
import { shoot } from "./support/pictures.js";
import { openWindow, resize, type Window } from "./support/window.js";
import { word } from "./support/words.js";

type Point = readonly [number, number];
const [x0, y0] = [485_000, 3_056_000];
const square = ([x, y]: Point, side: number) => {
  const ring = [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
    [x, y],
  ];
  return { type: "Polygon", coordinates: [ring] };
};
const line = (...coordinates: Point[]) => ({ type: "LineString", coordinates });
const structures = ["砖木", "砖混", "砖混", "砖混", "钢混", "钢混", "土木", null];
const names = ["湘枫街道", "映云街道", "石桥街道", "青塘街道", "松岭街道"];

/** 1,200 houses in five streets beside two pipes, scored; a tenth of unknown year, a column of houses in no street. */
async function scoredTown(room: EngineRoom): Promise<string> {
  const random = randomNumbers(3);
  const path = await room.create("城区.fangan");
  const houses = Array.from({ length: 1200 }, (_, n) => {
    const corner: Point = [x0 + (n % 40) * 25, y0 + Math.floor(n / 40) * 25];
    const year = random() < 0.1 ? null : 1955 + Math.floor(60 * Math.sqrt(random()));
    const structure = structures[Math.floor(random() * structures.length)] ?? null;
    return { geometry: square(corner, 12), properties: { fwbh: `F${n}`, build_time: year, jglx: structure, cs: 3 } };
  });
  const buildings = await room.take("buildings", houses);
  await room.take(
    "boundaries",
    names.map((name, index) => ({ geometry: square([x0 + index * 190 - 5, y0 - 5], 185), properties: { name } })),
  );
  const pipes = await room.take("pipes", [
    {
      geometry: line([x0 - 20, y0 + 110], [x0 + 1000, y0 + 118]),
      properties: { 管段号: "P1", 压力级制: "中压A", 管径: 200 },
    },
    {
      geometry: line([x0 + 300, y0], [x0 + 320, y0 + 700]),
      properties: { 管段号: "P2", 压力级制: "次高压A", 管径: 300 },
    },
  ]);
  await room.run("score", { buildings: buildings.id, pipes: pipes.id }, { as_of: 2026 });
  await room.client.ask("project.close", {});
  return path;
}

describe("linked charts", () => {
  let room: EngineRoom;
  let window: Window;
  beforeAll(async () => {
    room = openEngineRoom();
    const path = await scoredTown(room);
    window = await openWindow({ locale: "zh" });
    await resize(window, 1440, 900);
    await window.answerDialogs([path]);
    await window.page.keyboard.press("Control+O");
    await window.page.locator(".layer-row").first().waitFor();
    await window.page.keyboard.press("F7");
    await card("years").locator("canvas").waitFor();
  });
  afterAll(async () => {
    await window.close();
    await room.close();
  });

  const card = (name: string) => window.page.locator(`.chart-card[data-chart="${name}"]`);
  const shown = () => window.text(window.page.getByTestId("charts-count"));
  /** Filtered and all of every bar, as its table says. */
  const figures = async (name: string) =>
    (await card(name).locator("tbody tr").all()).length === 0
      ? []
      : await card(name)
          .locator("tbody tr")
          .evaluateAll((rows) =>
            rows.map((row) =>
              [...row.querySelectorAll("td")].map((cell) => Number(cell.textContent?.replace(/,/gu, ""))),
            ),
          );
  const sums = async (name: string) =>
    (await figures(name)).reduce<number[]>(
      ([count = 0, all = 0], [one = 0, other = 0]) => [count + one, all + other],
      [0, 0],
    );
  const drag = async (name: string, from: number, to: number) => {
    const box = await card(name).locator("canvas").boundingBox();
    if (box === null) throw new Error("no canvas");
    const y = box.y + box.height / 3;
    await window.page.mouse.move(box.x + box.width * from, y);
    await window.page.mouse.down();
    for (const step of [0.25, 0.5, 0.75, 1])
      await window.page.mouse.move(box.x + box.width * (from + (to - from) * step), y);
    await window.page.mouse.up();
  };

  it("stand side by side and count every house", async () => {
    expect(await shown()).toContain("1,200 / 1,200");
    const tops = new Set<number>();
    for (const name of ["years", "structure-level", "district-level", "pipe-distance"]) {
      expect(await sums(name), name).toEqual([1200, 1200]);
      tops.add((await card(name).boundingBox())?.y ?? 0);
    }
    expect(tops.size).toBe(1);
    await shoot(window, "charts-zh-light");
  });

  it("follow a brush across years, against the whole in grey, and let it go", async () => {
    await drag("years", 0.5, 0.75);
    await expect.poll(() => card("years").getAttribute("data-filtering")).toBe("true");
    await expect.poll(async () => (await sums("pipe-distance"))[0]).toBeLessThan(1200);
    const [brushed = 0] = await sums("pipe-distance");
    expect(brushed).toBeGreaterThan(50);
    expect(await sums("structure-level")).toEqual([brushed, 1200]);
    expect(await sums("district-level")).toEqual([brushed, 1200]);
    expect(await sums("years")).toEqual([1200, 1200]);
    expect(await shown()).toContain(`${brushed} / 1,200`);
    await card("structure-level").getByRole("button", { name: "重大" }).click();
    await expect.poll(async () => (await sums("pipe-distance"))[0]).toBeLessThan(brushed);
    await shoot(window, "charts-brushed-zh-light");
    await window.button("charts.clear").click();
    await expect.poll(shown).toContain("1,200 / 1,200");
    expect(await card("years").getAttribute("data-filtering")).toBe("false");
  });

  it("add by Ctrl, and go by keyboard as a list", async () => {
    const box = await card("pipe-distance").locator("canvas").boundingBox();
    if (box === null) throw new Error("no canvas");
    const bars = await figures("pipe-distance");
    const row = (index: number) => ({ x: box.width / 2, y: (box.height * (index + 0.5)) / bars.length });
    await card("pipe-distance")
      .locator("canvas")
      .click({ position: row(3) });
    await expect.poll(shown).toContain(`${bars[3]?.[0]?.toLocaleString("en")} /`);
    await card("pipe-distance")
      .locator("canvas")
      .click({ position: row(4), modifiers: ["Control"] });
    const both = (bars[3]?.[0] ?? 0) + (bars[4]?.[0] ?? 0);
    await expect.poll(shown).toContain(`${both.toLocaleString("en")} /`);
    await window.button("charts.list").click();
    const boxes = card("pipe-distance").getByRole("checkbox");
    expect(await boxes.evaluateAll((all) => all.map((each) => (each as HTMLInputElement).checked))).toEqual(
      bars.map((_bar, index) => index === 3 || index === 4),
    );
    await boxes.nth(3).focus();
    await window.page.keyboard.press("Space");
    await expect.poll(shown).toContain(`${bars[4]?.[0]?.toLocaleString("en")} /`);
    await window.button("charts.drawing").click();
  });

  it("speak English and stand in the dark", async () => {
    await window.button("bar.dark").click();
    await window.button("bar.language").click();
    expect(await window.text(card("years").locator("h3"))).toBe("Year built");
    const said = await card("pipe-distance").locator(".chart-drawing").getAttribute("aria-label");
    expect(said).toContain("in all");
    expect(`${said}${word("en", "charts.clear")}`).not.toMatch(/\p{Script=Han}/u);
    await shoot(window, "charts-en-dark");
  });
});
