// @ts-check
// `npm run -s engine` prints the folder of the Pulumi engine's binaries, and nothing else, to stdout.
import { ensureDependencies } from "./setup/ensure-dependencies.mjs";
import { ensureEngine } from "./engine/ensure-engine.mjs";
import { failWith } from "./fail-with.mjs";

try {
  await ensureDependencies();
  process.stdout.write(`${await ensureEngine()}\n`);
} catch (error) {
  failWith(error);
}
