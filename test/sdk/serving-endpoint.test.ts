import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { secretRef, ServingEndpoint } from "../../sdk/index";
import { providerText } from "../../sdk/provider-text";
import { apartFromSecrets } from "../../sdk/take-out-secrets";
import { servingEndpoint } from "../../provider/resources/serving-endpoint";
import { mockedEngine, valueOf } from "./registered";

const registered = mockedEngine();

/** Registers an endpoint, and waits until that is done. */
async function register(name: string, args: object, options?: pulumi.CustomResourceOptions) {
  const endpoint = new ServingEndpoint(name, args as never, options);
  await new Promise((resolve) => endpoint.urn.apply(resolve));
  return registered.get(name)!;
}

describe("the pointer to the provider", () => {
  test("is this text, of this length, for ever: states of every release hold it", () => {
    const text = 'exports.handler=()=>require("pulumi-databricks-serving/provider").ServingEndpoint';
    expect(providerText("ServingEndpoint")).toBe(text);
    expect(providerText("ServingEndpoint")).toHaveLength(81);
  });

  test("leads to a provider with every method that Pulumi calls", () => {
    const module = { exports: {} as { handler?: () => object } };
    // As Pulumi's dynamic provider does: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/cmd/dynamic-provider/index.ts
    const run = new Function("exports", "require", providerText("ServingEndpoint"));
    const loaded: string[] = [];
    run(module.exports, (path: string) => {
      loaded.push(path);
      return { ServingEndpoint: "the provider" };
    });
    expect(loaded, "nothing is loaded before it is called").toEqual([]);
    expect(module.exports.handler?.()).toBe("the provider");
    expect(loaded).toEqual(["pulumi-databricks-serving/provider"]);
  });
});

describe("what is registered", () => {
  test("has the type that typed policies match on, and is recognised as an endpoint", async () => {
    const endpoint = new ServingEndpoint("typed", { name: "typed" });
    await new Promise((resolve) => endpoint.urn.apply(resolve));
    expect(registered.get("typed")?.type).toBe("pulumi-nodejs:dynamic/databricks:ServingEndpoint");
    expect(ServingEndpoint.__pulumiType).toBe("pulumi-nodejs:dynamic/databricks:ServingEndpoint");
    expect(ServingEndpoint.isInstance(endpoint)).toBe(true);
    expect(ServingEndpoint.isInstance({ __pulumiType: ServingEndpoint.__pulumiType })).toBe(false);
  });

  test("knows its own URN, below a parent too", async () => {
    const parent = new pulumi.ComponentResource("test:index:Gateway", "gateway");
    const { inputs } = await register("child", { name: "child" }, { parent });
    expect(inputs["__urn"]).toBe(
      "urn:pulumi:stack::project::test:index:Gateway$pulumi-nodejs:dynamic/databricks:ServingEndpoint::child",
    );
  });

  test("has a credential apart from the config that it stood in", async () => {
    const { inputs } = await register("apart", {
      config: {
        servedEntities: [
          {
            name: "gpt",
            externalModel: {
              provider: "openai",
              name: "gpt-5.4",
              task: "llm/v1/chat",
              openaiConfig: { openaiApiType: "openai", openaiApiKeyPlaintext: pulumi.secret("hunter2") },
            },
          },
        ],
      },
    });
    expect(JSON.stringify(inputs["config"])).toContain('"openaiApiType":"openai"');
    expect(JSON.stringify(inputs["config"])).not.toContain("hunter2");
    expect(JSON.stringify(inputs["secretValues"])).toContain("hunter2");
  });

  test("of an endpoint that is only looked at is its id", async () => {
    ServingEndpoint.get("looked", "existing");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(registered.get("looked")).toMatchObject({ id: "existing" });
  });
});

describe("taking credentials out", () => {
  const entity = (externalModel: unknown) => ({
    config: { servedEntities: [{ name: "gpt", externalModel }] },
  });
  const openai = (openaiConfig: unknown) => ({
    provider: "openai",
    name: "m",
    task: "llm/v1/chat",
    openaiConfig,
  });
  const PATH = "config.servedEntities[gpt].externalModel.openaiConfig.openaiApiKeyPlaintext";
  const apart = (args: object) => apartFromSecrets(servingEndpoint.inputs, args);

  test("leaves arguments without any as they are, and has a secret property ready for what a transform may add", async () => {
    const args = entity(openai({ openaiApiKey: "{{secrets/a/b}}" }));
    const { secretValues, ...rest } = apart(args);
    expect(rest).toEqual(args);
    expect(await pulumi.isSecret(secretValues as pulumi.Output<unknown>)).toBe(true);
    expect(await valueOf(secretValues as pulumi.Output<unknown>)).toEqual({});
  });

  test("takes the values of variables with them, whose names stay, and leaves references", async () => {
    const environmentVars = { OPENAI_API_KEY: "hunter2", LOG_LEVEL: "info", HF_TOKEN: "{{secrets/a/b}}" };
    const { config, secretValues } = apart({
      config: { servedEntities: [{ name: "f", environmentVars }] },
    }) as any;
    expect(config.servedEntities[0].environmentVars).toEqual({
      OPENAI_API_KEY: "[secret]",
      LOG_LEVEL: "[secret]",
      HF_TOKEN: "{{secrets/a/b}}",
    });
    const path = "config.servedEntities[f].environmentVars[OPENAI_API_KEY]";
    expect(await valueOf(secretValues[path])).toBe("hunter2");
  });

  test("makes a plain text secret, under a path that stays known", async () => {
    const { secretValues } = apart(entity(openai({ openaiApiKeyPlaintext: "hunter2" })));
    const { [PATH]: key, ...others } = secretValues as Record<string, pulumi.Output<unknown>>;
    expect(others).toEqual({});
    expect(await pulumi.isSecret(key!)).toBe(true);
    expect(await valueOf(key!)).toBe("hunter2");
  });

  test("resolves nothing on the way: neither the key nor what stands beside it", () => {
    let resolved = false;
    const key = pulumi.secret("hunter2").apply((value) => {
      resolved = true;
      return value;
    });
    const name = pulumi.output("m");
    const taken = apart(entity({ ...openai({ openaiApiKeyPlaintext: key }), name })) as any;
    expect(taken.config.servedEntities[0].externalModel.name).toBe(name);
    expect(taken.config.servedEntities[0].externalModel.openaiConfig).toEqual({});
    expect(resolved).toBe(false);
  });

  test.each([
    ["an Output", pulumi.output(openai({ openaiApiKeyPlaintext: "hunter2" }))],
    ["a promise", Promise.resolve(openai({ openaiApiKeyPlaintext: "hunter2" }))],
  ])("leaves %s whole, and has a secret property ready for what may be in it", async (_, model) => {
    const { config, secretValues } = apart(entity(model)) as any;
    expect(config.servedEntities[0].externalModel).toBe(model);
    expect(await pulumi.isSecret(secretValues)).toBe(true);
  });
});

describe("secretRef", () => {
  test("writes the reference that the API takes, of texts and of Outputs", async () => {
    expect(secretRef("llm", "openai")).toBe("{{secrets/llm/openai}}");
    expect(await valueOf(secretRef(pulumi.output("llm"), "openai"))).toBe("{{secrets/llm/openai}}");
  });
});
