// @ts-check
import { failWith } from "./fail-with.mjs";
import { ensureBuild } from "./setup/ensure-build.mjs";
import { ensureDependencies } from "./setup/ensure-dependencies.mjs";

try {
  await ensureDependencies();
  await ensureBuild();
} catch (error) {
  failWith(error);
}
