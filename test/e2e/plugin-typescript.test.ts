import { execFile } from "node:child_process";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { pluginProject } from "./harness/plugin-stack";
import { PulumiStack } from "./harness/pulumi-stack";
import { EXECUTABLE } from "./harness/sdk-project";
import { emulatorForTest, writes } from "./harness/with-stack";

const run = promisify(execFile);

const BIN = resolve(__dirname, "../../node_modules/.bin");
const KEY = "sk-proj-plainly-written-0123456789";

const program = (second: string) => `
import * as serving from "pulumi-databricks-serving-sdk";

const first: serving.types.input.ServedEntityExternalModelOpenaiArgs = {
  provider: "openai",
  name: "gpt-5.4",
  task: "llm/v1/chat",
  openaiConfig: { openaiApiKeyPlaintext: "${KEY}" },
};
const chat = new serving.ServingEndpoint("chat", {
  name: "chat",
  config: {
    servedEntities: [
      { name: "m0", externalModel: first },
      {
        name: "m1",
        externalModel: {
          provider: "openai",
          name: "${second}",
          task: "llm/v1/chat",
          openaiConfig: { openaiApiKey: "{{secrets/keys/openai}}" },
        },
      },
    ],
    trafficConfig: {
      routes: [
        { servedModelName: "m0", trafficPercentage: 60 },
        { servedModelName: "m1", trafficPercentage: 40 },
      ],
    },
  },
});
// @ts-expect-error a share is a number
export const mistaken: serving.types.input.RouteArgs = { servedModelName: "m0", trafficPercentage: "60" };
export const url = chat.invocationUrl;
export const seen = serving.getServingEndpointOutput({ name: chat.name }).endpointId;
`;

test("a TypeScript program with the generated SDK compiles strictly, and lives through create, update and destroy", async () => {
  const emulator = await emulatorForTest();
  const stack = new PulumiStack("", {
    projectFile: pluginProject("nodejs"),
    env: { DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: emulator.token },
  });
  onTestFinished(() => stack.dispose());

  const flags = ["--language", "nodejs", "--local", "--out", "sdk"];
  const generated = await stack.run("package", "gen-sdk", EXECUTABLE, ...flags);
  expect(generated.code, generated.output).toBe(0);
  const modules = join(stack.folder, "node_modules");
  const sdk = join(modules, "pulumi-databricks-serving-sdk");
  mkdirSync(modules);
  renameSync(join(stack.folder, "sdk", "nodejs"), sdk);
  // What npm does when it installs the SDK, with the compiler that is here.
  const env = { ...process.env, PATH: [BIN, process.env["PATH"]].join(delimiter) };
  await run(process.execPath, [join("scripts", "postinstall.js")], { cwd: sdk, env });

  const compilerOptions = { strict: true, module: "nodenext", target: "es2022", types: ["node"] };
  const json = (file: string, content: object) =>
    writeFileSync(join(stack.folder, file), JSON.stringify(content));
  json("tsconfig.json", { compilerOptions: { ...compilerOptions, skipLibCheck: true }, files: ["index.ts"] });
  json("package.json", { name: "program", private: true, main: "index.js" });
  const write = async (secondModel: string) => {
    writeFileSync(join(stack.folder, "index.ts"), program(secondModel));
    await run(process.execPath, [join(BIN, "tsc"), "-p", stack.folder]);
  };

  await write("gpt-5.4-mini");
  const created = await stack.up();
  expect(created.output).toContain("+ 2 created");
  expect(writes(emulator)).toEqual(["POST …"]);
  expect(stack.outputs()).toMatchObject({
    url: `${emulator.url}/serving-endpoints/chat/invocations`,
    seen: stack.resources()[0]?.outputs["endpointId"],
  });
  expect(stack.stateText()).not.toContain(KEY);
  const unchanged = await stack.preview("--expect-no-changes");
  expect(unchanged.code, unchanged.output).toBe(0);

  await write("gpt-5.4-nano");
  emulator.journal.clear();
  const updated = await stack.up("--diff");
  expect(updated.output).toMatch(/~ name: "gpt-5.4-mini" => "gpt-5.4-nano"/);
  expect(writes(emulator)).toEqual(["PUT …/chat/config"]);

  emulator.journal.clear();
  const destroyed = await stack.destroy();
  expect(destroyed.output).toContain("- 2 deleted");
  expect(writes(emulator)).toEqual(["DELETE …/chat"]);
  for (const { output } of [created, updated, destroyed]) expect(output).not.toContain(KEY);
});
