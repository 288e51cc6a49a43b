// @ts-check
// `npm run bench`: set-up, then both benchmarks, on the engine and dist/ just made. With arguments only one of them:
// `npm run bench -- 10 100` that of the provider, `npm run bench -- policies 1000` that of the policy pack.
import { delimiter, join } from "node:path";
import { failWith } from "./fail-with.mjs";
import { root } from "./repository.mjs";
import { runCommand } from "./run-command.mjs";
import { setUp } from "./setup.mjs";

try {
  const engine = await setUp();
  const [first, ...rest] = process.argv.slice(2);
  const provider = ["run.mjs", ...process.argv.slice(2)];
  const policies = ["policies.mjs", ...rest];
  const chosen = first === undefined ? [provider, policies] : [first === "policies" ? policies : provider];
  for (const [script = "", ...args] of chosen) {
    const { code } = await runCommand(process.execPath, [join(root, "bench", script), ...args], {
      cwd: root,
      env: {
        ...process.env,
        PATH: `${engine}${delimiter}${process.env["PATH"]}`,
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
      output: "inherit",
    });
    process.exitCode ||= code;
  }
} catch (error) {
  failWith(error);
}
