// @ts-check
// `npm run emulator`: the emulator in the foreground, with the arguments of `databricks-serving emulator`.
import { join } from "node:path";
import { failWith } from "./fail-with.mjs";
import { root } from "./repository.mjs";
import { runCommand } from "./run-command.mjs";
import { setUp } from "./setup.mjs";

try {
  await setUp({ engine: false });
  const script = join(root, "dist", "cli", "databricks-serving.js");
  const { code } = await runCommand(process.execPath, [script, "emulator", ...process.argv.slice(2)], {
    output: "inherit",
    // Ctrl-C is how it is meant to end.
    decidesOnSignals: true,
  });
  process.exitCode = code;
} catch (error) {
  failWith(error);
}
