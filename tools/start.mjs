// @ts-check
// `npm start`: the main job, on the real Pulumi engine and an emulated workspace, from a clean clone to a clean end.
import { failWith } from "./fail-with.mjs";
import { root } from "./repository.mjs";
import { setUp } from "./setup.mjs";
import { emulatedWorkspace } from "./start/emulated-workspace.mjs";
import { nextSteps } from "./start/next-steps.mjs";
import { pulumiCommand } from "./start/pulumi-command.mjs";
import { copyQuickstart } from "./start/quickstart-copy.mjs";
import { tellStory } from "./start/tell-story.mjs";

try {
  const start = Date.now();
  const engine = /** @type {string} */ (await setUp());
  const quickstart = copyQuickstart();
  const workspace = await emulatedWorkspace({
    openai: "made-up-openai-key",
    anthropic: "made-up-anthropic-key",
  });
  workspace.takeChanges();
  console.log(`an emulated workspace is at ${workspace.url}, API keys are in its secret scope llm-keys`);
  try {
    await tellStory({ quickstart, pulumi: pulumiCommand(quickstart, engine, workspace), workspace });
  } finally {
    await workspace.close();
  }
  quickstart.remove();
  console.log("\n━━ next: your own workspace\n");
  for (const line of nextSteps(root)) console.log(`  ${line}`);
  console.log();
  console.log(`✓ all of it worked, in ${Math.round((Date.now() - start) / 1000)} s`);
} catch (error) {
  failWith(error);
}
