import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { blocksOf } from "../package/markdown";
import { EXECUTABLE, projectWith, sdkStack, withoutPython } from "./harness/sdk-project";
import { byHand, emulatorForTest, fillKeys, writes } from "./harness/with-stack";

const EXAMPLE = resolve(__dirname, "../../examples/quickstart-python");
const PACK = resolve(__dirname, "../../policies");
const KEY = "sk-proj-THISISNOTAREALKEY0123456789abcdef";

/** Beside the example: by classes, by dictionaries, with what refers to other resources, a secret, and a look-up. */
const MORE = `
shared = serving.ServingEndpoint(
    "shared",
    serving.ServingEndpointArgs(
        name="shared",
        allow_attached_models=True,
        config=serving.ServingEndpointConfigArgs(
            served_entities=[
                serving.ServedEntityArgs(
                    name="gpt",
                    external_model=serving.ServedEntityExternalModelOpenaiArgs(
                        provider="openai",
                        name="gpt-5.4",
                        task=serving.Task.LLM_V1_CHAT,
                        openai_config=serving.OpenaiConfigArgs(openai_api_key="{{secrets/keys/openai}}"),
                    ),
                )
            ]
        ),
    ),
)
attached = serving.ExternalModel(
    "attached",
    endpoint=shared.name,
    provider="anthropic",
    name="claude-sonnet-4-6",
    task=task,
    anthropic_config={"anthropic_api_key": "{{secrets/keys/anthropic}}"},
)
openai = serving.ModelProviderService(
    "openai",
    parent="main.ai",
    model_provider_service_id="openai",
    config={
        "provider_type": "OPENAI",
        "openai": {"direct": {"api_key": {"plaintext": pulumi.Output.secret("upstream-openai")}}},
        "targets": [{"model": "gpt-5.4", "native_api_types": ["openai/v1/chat/completions"]}],
    },
)
service = serving.ModelService(
    "service",
    parent="main.ai",
    model_service_id="assistant",
    config={
        "routing": {
            "destinations": [
                {
                    "name": "gpt",
                    "external_model_config": {
                        "model_provider_service": openai.full_name,
                        "target": {"model": "gpt-5.4"},
                    },
                }
            ]
        }
    },
)
seen = serving.get_serving_endpoint_output(
    name=shared.name, opts=pulumi.InvokeOutputOptions(depends_on=[attached])
)
pulumi.export("models", seen.config.apply(lambda config: sorted(one.name for one in config.served_entities)))
pulumi.export("service", service.full_name)
`;

const missing = withoutPython();

test.skipIf(missing !== "")(
  `a Python program lives its whole life by the SDK that is generated for it, and the policy pack judges it by the same paths${
    missing === "" ? "" : ` (skipped: ${missing})`
  }`,
  async () => {
    const emulator = await emulatorForTest();
    await byHand(emulator, "POST", "/api/2.0/secrets/scopes/create", { scope: "llm-keys" });
    for (const key of ["openai", "anthropic"])
      await byHand(emulator, "POST", "/api/2.0/secrets/put", { scope: "llm-keys", key, string_value: "it" });
    await fillKeys(emulator, []);
    const example = readFileSync(join(EXAMPLE, "__main__.py"), "utf8");
    const projectFile = readFileSync(join(EXAMPLE, "Pulumi.yaml"), "utf8");
    const stack = sdkStack(projectWith({}, "quickstart-python"), projectFile, emulator);
    const added = await stack.run("package", "add", EXECUTABLE);
    expect(added.code, added.output).toBe(0);
    expect(added.output).toContain("import pulumi_databricks_serving");
    expect(stack.read("requirements.txt")).toContain("sdks/databricks-serving");

    const documented = blocksOf("docs/dynamic-or-plugin.md").find(({ language }) => language === "python");
    const program = join(stack.folder, "__main__.py");
    writeFileSync(program, documented?.text ?? "");
    const created = await stack.up();
    expect(created.code, created.output).toBe(0);
    expect(stack.outputs()["invocationUrl"]).toBe(`${emulator.url}/serving-endpoints/assistant/invocations`);

    writeFileSync(program, example + MORE);
    const extended = await stack.up();
    expect(extended.code, extended.output).toBe(0);
    expect(stack.outputs()).toMatchObject({
      models: ["claude-sonnet-4-6", "gpt"],
      service: "main.ai.assistant",
    });
    expect(stack.stateText()).not.toContain("upstream-openai");

    // The SDK that `gen-sdk` writes is taken in its place, and means the same.
    const generated = await stack.run(
      "package",
      "gen-sdk",
      EXECUTABLE,
      "--language",
      "python",
      "--out",
      "sdk",
    );
    expect(generated.code, generated.output).toBe(0);
    const again = ["install", "--no-deps", "--force-reinstall", join(stack.folder, "sdk", "python")];
    execFileSync(join(stack.folder, "venv", "bin", "pip"), again, { stdio: "pipe" });
    emulator.journal.clear();
    const unchanged = await stack.preview("--expect-no-changes");
    expect(unchanged.code, unchanged.output).toBe(0);

    const wrong = (example + MORE)
      .replace('{"openai_api_key": "{{secrets/llm-keys/openai}}"}', `{"openai_api_key_plaintext": "${KEY}"}`)
      .replace("task=task,\n    anthropic_config", 'task="llm/v1/embeddings",\n    anthropic_config')
      .replace('{"model": "gpt-5.4", "native', '{"model": "claude-opus-5", "native');
    writeFileSync(program, wrong);
    const refused = await stack.preview("--policy-pack", PACK);
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain(
      "config.servedEntities[0].externalModel.openaiConfig.openaiApiKeyPlaintext: found a credential in plaintext",
    );
    expect(refused.output).toContain('for "anthropic" and "llm/v1/embeddings"');
    expect(refused.output).toContain('config.targets[0].model: found "claude-opus-5" for OPENAI');
    expect(refused.output).not.toContain(KEY);
    expect(writes(emulator)).toEqual([]);

    writeFileSync(program, example + MORE);
    expect((await stack.destroy()).code).toBe(0);
  },
);
