// @ts-check
// `npm run check`: types, lint, import directions, format, unused code, file shapes, docs.
import { allChecks } from "./check/checks.mjs";
import { runChecks } from "./check/run-checks.mjs";
import { failWith } from "./fail-with.mjs";
import { setUp } from "./setup.mjs";

try {
  await setUp({ engine: false, build: false });
  const { failed } = await runChecks(allChecks(), console.log);
  if (failed > 0) process.exitCode = 1;
} catch (error) {
  failWith(error);
}
