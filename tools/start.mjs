// @ts-check
// `npm start`: the main job, on the real Pulumi engine and an emulated workspace, from a clean clone to a clean end.
import { join } from "node:path";
import { failWith } from "./fail-with.mjs";
import { root } from "./repository.mjs";
import { setUp } from "./setup.mjs";
import { emulatedWorkspace } from "./start/emulated-workspace.mjs";
import { pulumiCommand } from "./start/pulumi-command.mjs";
import { copyQuickstart } from "./start/quickstart-copy.mjs";
import { tellStory } from "./start/tell-story.mjs";

const NEXT = `
━━ next: your own workspace

  1. npm pack                                            (here: the package is not on npm yet)
     cp -r examples/quickstart ../my-endpoint && cd ../my-endpoint
     npm install ${join(root, "pulumi-databricks-serving-0.1.0.tgz")}
  2. pulumi login, or export PULUMI_BACKEND_URL=file://~
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
