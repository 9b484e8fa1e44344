import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPosition } from "../../../data/search/read-position.js";

const first = (text: string) => readPosition(text)?.readings[0];

describe("a position as people type it", () => {
  it.each([
    ["115.98, 28.68", 115.98, 28.68],
    ["115.98，28.68", 115.98, 28.68],
    ["１１５．９８ ２８．６８", 115.98, 28.68],
    ["28.68N 115.98E", 115.98, 28.68],
    ["N28.68, E115.98", 115.98, 28.68],
    ["115.98°E, 28.68°N", 115.98, 28.68],
    ["东经115.98 北纬28.68", 115.98, 28.68],
    ["北纬28度40分48秒，东经115度58分48秒", 115.98, 28.68],
    [`28°40'48"N 115°58'48"E`, 115.98, 28.68],
    ["28°40.8′N 115°58.8′E", 115.98, 28.68],
    ["12.5W 3.25S", -12.5, -3.25],
  ])("%s", (text, longitude, latitude) => {
    expect(readPosition(text)?.typed).toBe("degrees");
    expect(first(text)?.[0]).toBeCloseTo(longitude, 9);
    expect(first(text)?.[1]).toBeCloseTo(latitude, 9);
  });

  it("reads two bare numbers in both orders, where both can be", () => {
    expect(readPosition("28.68 115.98")?.readings).toEqual([[115.98, 28.68]]);
    expect(readPosition("28.68 45.98")?.readings).toEqual([
      [28.68, 45.98],
      [45.98, 28.68],
    ]);
  });

  it("reads large numbers as metres", () => {
    expect(readPosition("470123.4, 3050123.25")).toEqual({
      typed: "metres",
      readings: [
        [470123.4, 3050123.25],
        [3050123.25, 470123.4],
      ],
    });
  });

  it.each(["", "解放路3号", "A-12", "3 幢 201", "28.68N 27.1N", "1 2 3", "115.98", "200 95", "28°70'N 115E"])(
    "finds none in “%s”",
    (text) => {
      expect(readPosition(text)).toBeNull();
    },
  );

  it("gives back what was written in degrees, minutes and seconds", () => {
    const place = fc.tuple(
      fc.double({ min: -179.9, max: 179.9, noNaN: true }),
      fc.double({ min: -89.9, max: 89.9, noNaN: true }),
    );
    const write = (value: number, positive: string, negative: string) => {
      const tenths = Math.round(Math.abs(value) * 36_000);
      const [degrees, minutes, seconds] = [
        Math.floor(tenths / 36_000),
        Math.floor((tenths % 36_000) / 600),
        (tenths % 600) / 10,
      ];
      return `${degrees}°${minutes}′${seconds}″${value < 0 ? negative : positive}`;
    };
    fc.assert(
      fc.property(place, ([longitude, latitude]) => {
        const read = first(`${write(latitude, "N", "S")} ${write(longitude, "E", "W")}`);
        expect(read?.[0]).toBeCloseTo(longitude, 4);
        expect(read?.[1]).toBeCloseTo(latitude, 4);
      }),
      { numRuns: 200 },
    );
  });
});
