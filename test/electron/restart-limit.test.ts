import { expect, it } from "vitest";
import { RestartLimit } from "../../electron/restart-limit.js";

it("allows so many restarts in a sliding minute", () => {
  const limit = new RestartLimit(3, 60_000);
  expect([0, 10, 20, 30, 59_999].map((time) => limit.take(time))).toEqual([true, true, true, false, false]);
  expect(limit.take(60_005)).toBe(true);
  expect(limit.take(60_006)).toBe(false);
});
