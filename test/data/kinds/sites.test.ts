import { afterAll, beforeAll, expect, it } from "vitest";
import { ColumnReader } from "../../support/read-column.js";

let reader: ColumnReader;
beforeAll(async () => {
  reader = await ColumnReader.open();
});
afterAll(() => reader.close());

it("reads the depth of a pit in metres, unknown for none and less", async () => {
  const read = await reader.read("sites", "depth_m", ["5", "5.2m", "约6米", "≥5m", "0", "-3", "", "深基坑", "８.5"]);
  expect(read).toEqual([5, 5.2, 6, 5, null, null, null, null, 8.5]);
});

it("reads dates as offices write them, and none of what is no date", async () => {
  const texts = [
    "2020-03-05",
    "2020/3/5",
    "2020.3.5",
    "20200305",
    "2020年3月5日",
    "2020-03-05 08:30:00",
    "2020-02-30",
    "2020年",
    "明年",
    "infinity",
    "",
  ];
  const day = "2020-03-05";
  expect(await reader.read("sites", "start_date", texts)).toEqual([
    day,
    day,
    day,
    day,
    day,
    day,
    null,
    null,
    null,
    null,
    null,
  ]);
});
