import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { rules, type Rule } from "../../policies/index";
import { blocksOf, handWritten } from "../package/markdown";
import { MODEL_SERVING } from "./baseline";
import { findings, stackFindings, type Member } from "./judge";
import { judgeProgram } from "./judge-program";

const mandatory = (rules as readonly Rule[]).filter(({ level }) => level === "mandatory");
const secret = (scope: string, key: string) => `{{secrets/${scope}/${key}}}`;
const one = (name: string, externalModel: object) => ({
  name,
  config: { servedEntities: [{ externalModel }] },
});

/** The examples of https://docs.databricks.com/aws/en/generative-ai/external-models/, in camel case. */
const page: Record<string, Record<string, unknown>> = {
  anthropic: one("anthropic-completions-endpoint", {
    name: "claude-2",
    provider: "anthropic",
    task: "llm/v1/completions",
    anthropicConfig: { anthropicApiKey: secret("my_anthropic_secret_scope", "anthropic_api_key") },
  }),
  "azure openai": one("openai-chat-endpoint", {
    name: "gpt-3.5-turbo",
    provider: "openai",
    task: "llm/v1/chat",
    openaiConfig: {
      openaiApiType: "azure",
      openaiApiKey: secret("my_openai_secret_scope", "openai_api_key"),
      openaiApiBase: "https://my-azure-openai-endpoint.openai.azure.com",
      openaiDeploymentName: "my-gpt-35-turbo-deployment",
      openaiApiVersion: "2023-05-15",
    },
  }),
  "amazon bedrock": one("bedrock-anthropic-completions-endpoint", {
    name: "claude-v2",
    provider: "amazon-bedrock",
    task: "llm/v1/completions",
    amazonBedrockConfig: {
      awsRegion: "<YOUR_AWS_REGION>",
      awsAccessKeyId: secret("my_amazon_bedrock_secret_scope", "aws_access_key_id"),
      awsSecretAccessKey: secret("my_amazon_bedrock_secret_scope", "aws_secret_access_key"),
      bedrockProvider: "anthropic",
    },
  }),
};

describe("the product page's examples", () => {
  it.each(Object.entries(page))("%s: nothing is refused, as either class", (_, props) => {
    expect(judgeProgram(props).refusals).toEqual([]);
    const bridged = mandatory
      .filter(({ scope }) => scope === "resource")
      .flatMap((rule) => findings(rule, props, { type: MODEL_SERVING }));
    expect(bridged).toEqual([]);
  });
});

/** What a program registers, as the engine would hand it to the policies after the check. */
const registered: Member[] = [];

function plain(value: unknown): unknown {
  if (pulumi.runtime.isRpcSecret(value)) return plain(pulumi.runtime.unwrapRpcSecret(value));
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

type Modules = Record<string, unknown>;
let modules: Modules;

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource({ name, type, inputs, provider }) {
      // `<URN>::<id>` of an explicit one.
      const [of] = provider ? [provider.slice(0, provider.lastIndexOf("::"))] : [];
      const props = plain(inputs) as Record<string, unknown>;
      registered.push({ name, type, props, ...(of === undefined ? {} : { provider: of }) });
      return { id: `${name}-id`, state: inputs as object };
    },
    call: ({ inputs }) => inputs as object,
  });
  modules = {
    "pulumi-databricks-serving": await import("../../sdk/index.js"),
    "@pulumi/pulumi": pulumi,
    "@pulumi/databricks": await import("@pulumi/databricks"),
  };
}, 60_000);

/** Runs a program's code; answers false where it needs more than the packages at hand. */
async function run(code: string): Promise<boolean> {
  registered.length = 0;
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
    },
  });
  const required = [...outputText.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name ?? "");
  if (!required.every((name) => name in modules)) return false;
  new Function("require", "exports", "module", outputText)((name: string) => modules[name], {}, {});
  await new Promise((done) => setTimeout(done, 50));
  return true;
}

function refusals(): string[] {
  const ours = registered.filter(({ type }) => type.endsWith(":ServingEndpoint"));
  const single = registered
    .filter((member) => !ours.includes(member))
    .flatMap(({ type, name, props }) =>
      mandatory
        .filter(({ scope }) => scope === "resource")
        .flatMap((rule) => findings(rule, props, { type, name })),
    );
  const together = mandatory
    .filter(({ scope }) => scope === "stack")
    .flatMap((rule) => stackFindings(rule, [...registered]));
  // The engine's own properties, which the provider takes off before its check, and the SDK's: no program here has a key.
  const own = (props: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(props).filter(([key]) => !key.startsWith("__") && key !== "secretValues"),
    );
  return [...ours.flatMap(({ props }) => judgeProgram(own(props)).refusals), ...single, ...together];
}

const root = join(__dirname, "..", "..");
const programs: [string, string][] = [
  ...readdirSync(join(root, "examples"))
    .flatMap((example) =>
      readdirSync(join(root, "examples", example))
        .filter((file) => file.endsWith(".ts"))
        .map((file) => `examples/${example}/${file}`),
    )
    .map((file): [string, string] => [file, readFileSync(join(root, file), "utf8")]),
  ...handWritten.flatMap((file) =>
    blocksOf(file)
      .filter(
        ({ language, text }) =>
          language === "ts" && /from "(?:pulumi-databricks-serving|@pulumi\/databricks)"/.test(text),
      )
      .map(({ line, text }): [string, string] => [`${file}:${line}`, text]),
  ),
];

/** Programs of the docs that show what one should not do, or how one moves away from it. */
const warned = /Plaintext|secret\(/;

describe("the programs of the examples and the docs", () => {
  it("are found", () => {
    expect(programs.length).toBeGreaterThan(5);
  });

  it.each(programs)("%s: nothing is refused", async (_, code) => {
    if (warned.test(code) || !(await run(code))) return;
    expect(refusals()).toEqual([]);
  });
});
