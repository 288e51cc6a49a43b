// @ts-check
// `npm test`: set-up, all checks, all tests. The last line says how many passed and failed; a failing check is one.
// `npm test -- test/policies` hands its arguments to vitest and leaves the checks out.
// `--another-node` leaves out, beside the checks, the tests that ask nothing of Node.js itself.
// `npm run test:long` runs what takes minutes (`test/long`), and nothing else.
import { allChecks } from "./check/checks.mjs";
import { runChecks } from "./check/run-checks.mjs";
import { failWith } from "./fail-with.mjs";
import { setUp } from "./setup.mjs";
import { formatTally, runVitest } from "./test/run-vitest.mjs";

const given = process.argv.slice(2);
const long = given.includes("--long");
const projects = long ? ["--project=long"] : ["--project=unit", "--project=e2e"];
const another = given.includes("--another-node");
const filters = given.filter((argument) => !["--long", "--another-node"].includes(argument));

try {
  await setUp();
  const checks = given.length > 0 ? [] : allChecks();
  const checked = await runChecks(checks, console.log);
  if (another) process.env["ANOTHER_NODE"] = "true";
  const tested = await runVitest([...projects, ...filters]);
  const failed = tested.failed + checked.failed;
  console.log(formatTally({ ...tested, failed }));
  process.exitCode = failed > 0 ? 1 : 0;
} catch (error) {
  process.once("exit", () => console.log(formatTally({ passed: 0, failed: 1, skipped: 0 })));
  failWith(error);
}
