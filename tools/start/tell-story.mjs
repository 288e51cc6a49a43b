// @ts-check
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root } from "../repository.mjs";
import { runCommand } from "../run-command.mjs";
import { POLICY_PACK, workspaceEnvironment } from "./pulumi-command.mjs";

/** An invented key. The story's point is that nobody gets to see it. */
const PLAINTEXT_KEY = "sk-proj-made-up-Zk3vQ8wLr5TnXy2Hd7Bm";

/**
 * @typedef {object} Stage
 * @property {import("./quickstarts.mjs").QuickstartProgram} told
 * @property {import("./quickstart-copy.mjs").Quickstart} quickstart
 * @property {import("./pulumi-command.mjs").Pulumi} pulumi
 * @property {import("./emulated-workspace.mjs").Workspace} workspace
 */

const nothing = () => false;

/** @param {string} text */
const heading = (text) => console.log(`\n━━ ${text}\n`);

/** @param {Stage} stage */
export async function tellStory(stage) {
  await create(stage);
  await query(stage);
  await change(stage);
  await reject(stage);
  await migrate(stage);
  await destroy(stage);
}

/** @param {Stage} stage */
async function create({ pulumi, workspace }) {
  heading("1. pulumi up: an endpoint with two models, a traffic split, a rate limit and tags");
  await pulumi(["stack", "init", "dev"], { shows: nothing });
  await pulumi(["up", "--yes", "--skip-preview", "--suppress-outputs", "--policy-pack", POLICY_PACK]);
  showCalls(workspace.takeChanges());
}

/** @param {Stage} stage */
async function query({ pulumi, workspace }) {
  heading("2. the endpoint answers in the OpenAI format");
  const outputs = JSON.parse((await pulumi(["stack", "output", "--json"], { shows: nothing })).stdout);
  console.log(`  page in the workspace  ${outputs.endpointUrl}`);
  console.log(`  for any client         ${outputs.invocationUrl}`);
  console.log(`  for OpenAI's clients   ${outputs.openaiBaseUrl}\n`);
  const { headers, body } = await workspace.post(outputs.invocationUrl, {
    messages: [{ role: "user", content: "What is model serving?" }],
    max_tokens: 50,
  });
  const answer = body.choices?.[0]?.message?.content;
  if (body.object !== "chat.completion" || typeof answer !== "string") {
    throw new Error(`the answer is not a chat completion of the OpenAI format: ${JSON.stringify(body)}`);
  }
  console.log("  › What is model serving?");
  console.log(`  ‹ ${answer}`);
  console.log(`    (${body.object} of ${body.model}, served by ${headers.get("served-model-name")})`);
  workspace.takeChanges();
}

/** @param {Stage} stage */
async function change({ told, quickstart, pulumi, workspace }) {
  heading(
    "3. moving traffic and changing a tag: the preview shows these lines, the update makes these calls",
  );
  quickstart.edit(told.changed);
  const { stdout } = await pulumi(["preview", "--diff"], { shows: onlyChanges });
  const changed = stripVTControlCharacters(stdout).match(/\S+ => \S+/g) ?? [];
  const edited = ["80 => 70", "20 => 30", `"dev" => "staging"`];
  if (changed.join() !== edited.join()) throw new Error(`the preview should show just ${edited.join(", ")}`);
  const previewed = workspace.takeChanges();
  if (previewed.length > 0) throw new Error(`a preview changed the workspace: ${previewed.join(", ")}`);
  await pulumi(["up", "--yes", "--skip-preview", "--suppress-outputs"]);
  quickstart.keep();
  const made = workspace.takeChanges();
  showCalls(made);
  const endpoint = "/api/2.0/serving-endpoints/assistant";
  const wanted = [`PATCH ${endpoint}/tags`, `PUT ${endpoint}/config`];
  if (made.join() !== wanted.join())
    throw new Error(`the update should have made just these calls: ${wanted.join(", ")}`);
}

/** @param {Stage} stage */
async function reject(stage) {
  heading("4. a key in plain text is rejected before anything happens");
  await expectRejection(stage, "disallow-plaintext-credentials", stage.told.plaintext(PLAINTEXT_KEY));
  heading("5. so is a model that its provider does not serve");
  await expectRejection(stage, "require-supported-model", stage.told.unserved);
}

/**
 * @param {Stage} stage
 * @param {string} rule
 * @param {import("./quickstarts.mjs").Edits} edits
 */
async function expectRejection({ quickstart, pulumi, workspace }, rule, edits) {
  for (const [from, to] of edits) console.log(`  - ${from}\n  + ${to.replace(PLAINTEXT_KEY, "…")}\n`);
  quickstart.edit(edits);
  const { code, output } = await pulumi(["preview", "--policy-pack", POLICY_PACK], {
    shows: withoutAdvice(),
    mayFail: true,
  });
  quickstart.edit([]);
  if (code === 0) throw new Error(`the preview should have been rejected by ${rule}`);
  if (!output.includes(rule)) throw new Error(`the preview failed, but not by the rule ${rule}`);
  // In no other spelling either: its middle is in whatever is left of it.
  if (output.includes(PLAINTEXT_KEY.slice(8, 24))) throw new Error("the preview printed the key");
  const calls = workspace.takeChanges();
  if (calls.length > 0) throw new Error(`a rejected preview changed the workspace: ${calls.join(", ")}`);
  console.log(`\n  ✓ rejected by ${rule}, before any call`);
}

/**
 * Pulumi prints all of a resource around what changes.
 *
 * @param {string} line
 */
const onlyChanges = (line) => /^\s*[~+-] /.test(line);

/** Leaves out what the pack only advises: the first step has shown it. */
function withoutAdvice() {
  let advising = false;
  return (/** @type {string} */ line) => {
    const indent = line.search(/\S/);
    if (/^\s+- \[/.test(line)) advising = line.includes("[advisory]");
    else if (indent < 8) advising = false;
    return !advising;
  };
}

/**
 * Nothing is made: the newer generation is the user's choice.
 *
 * @param {Stage} stage
 */
async function migrate({ quickstart, workspace }) {
  heading(
    "6. the same as model services, Databricks' newer generation: databricks-serving migrate assistant --to main.ai",
  );
  const cli = join(root, "dist", "cli", "databricks-serving.js");
  const env = workspaceEnvironment(quickstart, workspace);
  const { code, stdout, output } = await runCommand(
    process.execPath,
    [cli, "migrate", "assistant", "--to", "main.ai"],
    { env },
  );
  if (code !== 0) throw new Error(`migrate failed with exit code ${code}:\n${output.trim()}`);
  const made = stdout.split("\n").filter((line) => /= new \w+\(|ucSecretRef\("|trafficPercentage/.test(line));
  for (const line of made) console.log(`  ${line}`);
  if (made.filter((line) => line.includes("= new ")).length !== 3) {
    throw new Error("two providers and a split should have become two provider services and a model service");
  }
  const calls = workspace.takeChanges();
  if (calls.length > 0) throw new Error(`migrate changed the workspace: ${calls.join(", ")}`);
  console.log("\n  docs/which-generation.md says what each generation has that the other lacks");
}

/** @param {Stage} stage */
async function destroy({ pulumi, workspace }) {
  heading("7. pulumi destroy");
  await pulumi(["destroy", "--yes", "--skip-preview"]);
  showCalls(workspace.takeChanges());
}

/** @param {readonly string[]} calls */
function showCalls(calls) {
  console.log("\n  calls that changed the workspace:");
  for (const call of calls) console.log(`    ${call}`);
}
