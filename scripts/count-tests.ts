import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { checkout } from "./runtime/checkout.js";

const report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** Adds up the reports that `npm test` left. A file that failed before its first test counts as one failure. */
const sum = { passed: 0, failed: 0, skipped: 0 };
for (const project of ["unit", "app"]) {
  try {
    const path = join(checkout, "out", "reports", `${project}.json`);
    const { testResults, ...counts } = report.parse(JSON.parse(readFileSync(path, "utf8")));
    const stillborn = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
    sum.passed += counts.numPassedTests;
    sum.failed += counts.numFailedTests + stillborn.length;
    sum.skipped += counts.numPendingTests;
  } catch (error) {
    console.error(`The report of the ${project} tests is not there: ${String(error)}`);
    sum.failed += 1;
  }
}
console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped === 0 ? "" : `, ${sum.skipped} skipped`}`);
process.exitCode = sum.failed === 0 && sum.passed > 0 ? 0 : 1;
