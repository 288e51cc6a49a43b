// @ts-check
import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What to do after `npm start`, in lines that a shell takes as they are.
 *
 * @param {string} root the clone
 * @param {string} [folder] where the project of one's own is to be
 * @param {string} [example] that the project begins as
 * @returns {string[]}
 */
export function nextSteps(root, folder = "../my-endpoint", example = "quickstart") {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return [
    "npm pack   # the package is not on npm yet",
    `cp -r examples/${example} ${folder} && cd ${folder}`,
    `npm install ${join(root, `pulumi-databricks-serving-${version}.tgz`)}`,
    "databricks secrets create-scope llm-keys",
    "databricks secrets put-secret llm-keys openai",
    "databricks secrets put-secret llm-keys anthropic",
    "export DATABRICKS_HOST=https://<workspace>.cloud.databricks.com DATABRICKS_TOKEN=<token>   # or a profile",
    "pulumi login   # or first: export PULUMI_BACKEND_URL=file://~",
    "pulumi stack init dev",
    "pulumi up --policy-pack node_modules/pulumi-databricks-serving/policies",
  ];
}
