import { expect, test } from "vitest";
import { PLUGIN } from "./harness/plugin-stack";
import { EXECUTABLE, projectWith, sdkStack } from "./harness/sdk-project";
import { emulatorForTest, writes } from "./harness/with-stack";

const PROJECT = `name: test
runtime: nodejs
plugins:
  providers:
    - name: databricks-serving
      path: ${PLUGIN}
`;

const PROGRAM = `
import * as serving from "pulumi-databricks-serving-sdk";

const openaiConfig: serving.types.input.OpenaiConfigArgs = { openaiApiKey: "{{secrets/keys/openai}}" };
// @ts-expect-error a provider of models that there is not
export const mistaken: serving.types.input.ServedEntityExternalModelOpenaiArgs["provider"] = "openia";
const externalModel = { provider: "openai" as const, name: "gpt-5.4", task: "llm/v1/chat", openaiConfig };
const chat = new serving.ServingEndpoint("chat", {
  name: "chat",
  config: { servedEntities: [{ name: "gpt", externalModel }] },
});
export const url = chat.invocationUrl;
`;

test("`pulumi package add` makes the SDK a dependency of a TypeScript program, which then compiles and runs", async () => {
  const emulator = await emulatorForTest();
  const { version } = require("@pulumi/pulumi/package.json") as { version: string };
  const folder = projectWith({
    "package.json": JSON.stringify({
      name: "test",
      private: true,
      dependencies: { "@pulumi/pulumi": version },
    }),
    "tsconfig.json": JSON.stringify({
      compilerOptions: { strict: true, module: "commonjs", target: "es2020", skipLibCheck: true },
      files: ["index.ts"],
    }),
    "index.ts": PROGRAM,
  });
  const stack = sdkStack(folder, PROJECT, emulator);
  const added = await stack.run("package", "add", EXECUTABLE);
  expect(added.code, added.output).toBe(0);
  expect(added.output).toContain('import * as databricksServing from "pulumi-databricks-serving-sdk"');
  expect(JSON.parse(stack.read("package.json"))).toMatchObject({
    dependencies: { "pulumi-databricks-serving-sdk": "file:sdks/databricks-serving" },
  });
  const created = await stack.up();
  expect(created.code, created.output).toBe(0);
  expect(writes(emulator)).toEqual(["POST …"]);
  expect((await stack.preview("--expect-no-changes")).code).toBe(0);
  expect((await stack.destroy()).code).toBe(0);
});
