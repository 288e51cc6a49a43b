// @ts-check
// `npm start`: the main job, on the real Pulumi engine and an emulated workspace, from a clean clone to a clean end.
import { failWith } from "./fail-with.mjs";
import { setUp } from "./setup.mjs";
import { emulatedWorkspace } from "./start/emulated-workspace.mjs";
import { pulumiCommand } from "./start/pulumi-command.mjs";
import { copyQuickstart } from "./start/quickstart-copy.mjs";
import { tellStory } from "./start/tell-story.mjs";

const NEXT = `
━━ next: your own workspace

  1. mkdir my-endpoint && cd my-endpoint && npm init -y
     npm install @pulumi/pulumi @pulumi/policy pulumi-databricks-serving
  2. copy examples/quickstart/index.ts and Pulumi.yaml there
  3. databricks secrets create-scope llm-keys
     databricks secrets put-secret llm-keys openai      (and anthropic)
  4. export DATABRICKS_HOST=https://….cloud.databricks.com DATABRICKS_TOKEN=…   (or DATABRICKS_CONFIG_PROFILE)
  5. pulumi up --policy-pack node_modules/pulumi-databricks-serving/policies
`;

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
  console.log(NEXT);
  console.log(`✓ all of it worked, in ${Math.round((Date.now() - start) / 1000)} s`);
} catch (error) {
  failWith(error);
}
