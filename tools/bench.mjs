// @ts-check
// `npm run bench`: set-up, then the benchmark, on the engine and dist/ just made; `npm run bench -- --help` lists its options.
import { delimiter, join } from "node:path";
import { failWith } from "./fail-with.mjs";
import { root } from "./repository.mjs";
import { runCommand } from "./run-command.mjs";
import { setUp } from "./setup.mjs";

try {
  const engine = await setUp();
  const script = join(root, "bench", "run.mjs");
  const { code } = await runCommand(process.execPath, [script, ...process.argv.slice(2)], {
    cwd: root,
    env: {
      ...process.env,
      PATH: `${engine}${delimiter}${process.env["PATH"]}`,
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
    output: "inherit",
  });
  process.exitCode = code;
} catch (error) {
  failWith(error);
}
