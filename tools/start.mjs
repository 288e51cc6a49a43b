// @ts-check
// `npm start`: the main job, on the real Pulumi engine and an emulated workspace, from a clean clone to a clean end.
// `npm start -- --plugin` tells the same of a YAML program, which the native plugin serves.
import { delimiter } from "node:path";
import { parseArgs } from "node:util";
import { failWith } from "./fail-with.mjs";
import { ensureYamlHost } from "./language-hosts/ensure-yaml-host.mjs";
import { root } from "./repository.mjs";
import { setUp } from "./setup.mjs";
import { emulatedWorkspace } from "./start/emulated-workspace.mjs";
import { nextSteps } from "./start/next-steps.mjs";
import { pulumiCommand } from "./start/pulumi-command.mjs";
import { copyQuickstart } from "./start/quickstart-copy.mjs";
import { quickstarts } from "./start/quickstarts.mjs";
import { tellStory } from "./start/tell-story.mjs";

try {
  const start = Date.now();
  const { plugin } = parseArgs({ options: { plugin: { type: "boolean", default: false } } }).values;
  const engine = /** @type {string} */ (await setUp());
  const told = quickstarts[plugin ? "plugin" : "dynamic"];
  const path = plugin ? [engine, await ensureYamlHost()].join(delimiter) : engine;
  const quickstart = copyQuickstart(told);
  const workspace = await emulatedWorkspace({
    openai: "made-up-openai-key",
    anthropic: "made-up-anthropic-key",
  });
  workspace.takeChanges();
  console.log(`an emulated workspace is at ${workspace.url}, API keys are in its secret scope llm-keys`);
  try {
    await tellStory({ told, quickstart, pulumi: pulumiCommand(quickstart, path, workspace), workspace });
  } finally {
    await workspace.close();
  }
  quickstart.remove();
  console.log("\n━━ next: your own workspace\n");
  for (const line of nextSteps(root, undefined, told.example)) console.log(`  ${line}`);
  console.log();
  console.log(`✓ all of it worked, in ${Math.round((Date.now() - start) / 1000)} s`);
} catch (error) {
  failWith(error);
}
