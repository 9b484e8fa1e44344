import { defineConfig } from "vitest/config";

/** Two projects: `unit` runs in Node alone; `app` drives the real Electron window and needs a display. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/app/**"],
          testTimeout: 20_000,
          hookTimeout: 60_000,
          pool: "forks",
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "app",
          include: ["test/app/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // The real window takes its time on a busy machine.
          expect: { poll: { timeout: 15_000 } },
          pool: "forks",
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
    ],
  },
});
