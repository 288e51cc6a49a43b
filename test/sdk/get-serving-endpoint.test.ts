import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from "vitest";
import {
  getServingEndpoint,
  getServingEndpointOutput,
  getServingEndpoints,
  getServingEndpointsOutput,
} from "../../sdk";
import { custom, openai, anthropic, split, withEmulator, type Client } from "../emulator/with-emulator";

const ENDPOINTS = "/api/2.0/serving-endpoints";

/** A workspace with two endpoints, and nothing in the environment that leads to one. */
async function workspace(): Promise<Client & { connection: { host: string; token: string } }> {
  const client = await withEmulator();
  await client.call("POST", ENDPOINTS, {
    name: "assistant",
    description: "for chat",
    tags: [{ key: "team", value: "ml" }],
    config: {
      served_entities: [openai("gpt"), anthropic("claude")],
      traffic_config: split(["gpt", 60], ["claude", 40]),
    },
    ai_gateway: { usage_tracking_config: { enabled: true } },
  });
  await client.call("POST", ENDPOINTS, {
    name: "fraud",
    config: {
      served_entities: [
        {
          ...custom(),
          environment_vars: { LOG_LEVEL: "verbose", API_KEY: "not for you", REF: "{{secrets/llm/openai}}" },
        },
      ],
    },
  });
  await client.settled("assistant");
  client.emulator.journal.clear();
  return { ...client, connection: { host: client.emulator.url, token: client.emulator.token } };
}

const requests = ({ emulator }: Client): string[] =>
  emulator.journal.entries().map(({ method, path }) => `${method} ${path}`);

/** What an Output resolves to, and whether it is secret. */
async function settled<T>(output: pulumi.Output<T>): Promise<{ value: T; secret: boolean }> {
  const inner = output as unknown as { promise(): Promise<T>; isSecret: Promise<boolean> };
  return { value: await inner.promise(), secret: await inner.isSecret };
}

beforeEach(() => {
  for (const name of Object.keys(process.env).filter((name) => /^(DATABRICKS_|ARM_)/.test(name))) {
    vi.stubEnv(name, undefined);
  }
  vi.stubEnv("HOME", "/nonexistent");
  pulumi.runtime.setAllConfig({});
});

afterEach(() => {
  vi.unstubAllEnvs();
  pulumi.runtime.setAllConfig({});
});

describe("getServingEndpoint", () => {
  it("answers what the endpoint is, in the terms of its resource", async () => {
    const { connection, emulator } = await workspace();
    const found = await getServingEndpoint({ name: "assistant" }, { connection });
    expect(found).toMatchObject({
      name: "assistant",
      description: "for chat",
      tags: [{ key: "team", value: "ml" }],
      aiGateway: { usageTrackingConfig: { enabled: true } },
      routeOptimized: false,
      invocationUrl: `${emulator.url}/serving-endpoints/assistant/invocations`,
      openaiBaseUrl: `${emulator.url}/serving-endpoints`,
      state: { ready: "READY", configUpdate: "NOT_UPDATING" },
      configVersion: 1,
      creator: "admin@emulator.example",
      permissionLevel: "CAN_MANAGE",
      endpointType: "EXTERNAL_MODEL",
    });
    expect(found.config).toEqual({
      servedEntities: [
        {
          name: "claude",
          externalModel: {
            provider: "anthropic",
            name: "claude-sonnet-4-5",
            task: "llm/v1/chat",
            anthropicConfig: { anthropicApiKey: "{{secrets/llm/anthropic}}" },
          },
        },
        {
          name: "gpt",
          externalModel: {
            provider: "openai",
            name: "gpt-4o",
            task: "llm/v1/chat",
            openaiConfig: { openaiApiKey: "{{secrets/llm/openai}}" },
          },
        },
      ],
      trafficConfig: {
        routes: [
          { servedModelName: "claude", trafficPercentage: 40 },
          { servedModelName: "gpt", trafficPercentage: 60 },
        ],
      },
    });
    expectTypeOf(found.invocationUrl).toEqualTypeOf<string>();
    expectTypeOf(found.config?.servedEntities[0]?.name).toEqualTypeOf<string | undefined>();
  });

  it("makes one request, which changes nothing", async () => {
    const client = await workspace();
    await getServingEndpoint({ name: "assistant" }, { connection: client.connection });
    expect(requests(client)).toEqual([`GET ${ENDPOINTS}/assistant`]);
  });

  it("leaves out environment variables that may hold a secret", async () => {
    const { connection } = await workspace();
    const found = await getServingEndpoint({ name: "fraud" }, { connection });
    expect(found.config?.servedEntities[0]).toMatchObject({
      entityName: "main.models.fraud",
      environmentVars: { LOG_LEVEL: "verbose", REF: "{{secrets/llm/openai}}" },
    });
    expect(JSON.stringify(found)).not.toContain("not for you");
  });

  it("finds the workspace in the stack's config", async () => {
    const { emulator } = await workspace();
    pulumi.runtime.setAllConfig({ "databricks:host": emulator.url, "databricks:token": emulator.token }, [
      "databricks:token",
    ]);
    expect((await getServingEndpoint({ name: "fraud" })).name).toBe("fraud");
  });

  it("finds the workspace in the environment, which comes after the stack's config", async () => {
    const { emulator } = await workspace();
    vi.stubEnv("DATABRICKS_HOST", emulator.url);
    vi.stubEnv("DATABRICKS_TOKEN", emulator.token);
    expect((await getServingEndpoint({ name: "fraud" })).name).toBe("fraud");
    pulumi.runtime.setAllConfig({ "databricks:host": "not a host" });
    await expect(getServingEndpoint({ name: "fraud" })).rejects.toThrow('The host "not a host"');
  });

  it("takes an explicit connection in place of the stack's config", async () => {
    const { connection } = await workspace();
    pulumi.runtime.setAllConfig({
      "databricks:host": "https://other.example.com",
      "databricks:clientId": "x",
    });
    expect((await getServingEndpoint({ name: "fraud" }, { connection })).name).toBe("fraud");
  });

  it("says which endpoints may have been meant where there is none of the name", async () => {
    const { connection } = await workspace();
    const failure = getServingEndpoint({ name: "asistant" }, { connection });
    await expect(failure).rejects.toThrow(
      `There is no serving endpoint "asistant" on ${connection.host}. Did you mean "assistant"?`,
    );
    await expect(failure).rejects.toSatisfy(pulumi.RunError.isInstance);
    await expect(getServingEndpoint({ name: "zzzzzzzz" }, { connection })).rejects.toThrow(
      "None of the 2 that are visible to you has a name like it.",
    );
  });

  it("says how to give a host where there is none", async () => {
    await expect(getServingEndpoint({ name: "assistant" })).rejects.toThrow("No Databricks host is given.");
  });

  it("never shows the token in an error", async () => {
    const { connection } = await workspace();
    const token = "dapi0123456789abcdef0123456789abcdef";
    const failure = await getServingEndpoint({ name: "x" }, { connection: { ...connection, token } }).catch(
      String,
    );
    expect(failure).toContain("Invalid access token");
    expect(failure).not.toContain(token);
  });
});

describe("getServingEndpointOutput", () => {
  it("waits for its name, and is no more secret than that", async () => {
    const { connection } = await workspace();
    const secretly = { ...connection, token: pulumi.secret(connection.token) };
    const open = getServingEndpointOutput({ name: pulumi.output("fraud") }, { connection: secretly });
    expect(await settled(open.name)).toEqual({ value: "fraud", secret: false });
    const hidden = getServingEndpointOutput({ name: pulumi.secret("fraud") }, { connection });
    expect(await settled(hidden.name)).toEqual({ value: "fraud", secret: true });
  });
});

describe("getServingEndpoints", () => {
  it("lists what the API lists: who serves what, without traffic", async () => {
    const client = await workspace();
    const found = await getServingEndpoints({}, { connection: client.connection });
    expect(found.map(({ name }) => name)).toEqual(["assistant", "fraud"]);
    expect(found[0]?.config).toEqual({
      servedEntities: [
        expect.objectContaining({
          name: "claude",
          externalModel: expect.objectContaining({ provider: "anthropic" }),
        }),
        expect.objectContaining({ name: "gpt" }),
      ],
    });
    expect(found[1]?.config).toEqual({
      servedEntities: [{ name: "fraud", entityName: "main.models.fraud", entityVersion: "3" }],
    });
    expect(found[0]).not.toHaveProperty("configVersion");
    expect(requests(client)).toEqual([`GET ${ENDPOINTS}`]);
    expectTypeOf(found[0]!.config!).not.toHaveProperty("trafficConfig");
  });

  it.each([
    [{ namePrefix: "ass" }, ["assistant"]],
    [{ tags: { team: "ml" } }, ["assistant"]],
    [{ tags: { team: "other" } }, []],
    [{ provider: "anthropic" }, ["assistant"]],
    [{ provider: "cohere" }, []],
    [{ task: "llm/v1/chat" }, ["assistant"]],
    [{ creator: "admin@emulator.example", namePrefix: "f" }, ["fraud"]],
    [{ creator: "somebody@example.com" }, []],
  ] as const)("filters by %j", async (filters, names) => {
    const { connection } = await workspace();
    const found = await getServingEndpoints(filters, { connection });
    expect(found.map(({ name }) => name)).toEqual(names);
  });

  it("lists endpoints without a config, and workspaces without endpoints", async () => {
    const client = await withEmulator();
    const connection = { host: client.emulator.url, token: client.emulator.token };
    expect(await getServingEndpoints({}, { connection })).toEqual([]);
    await client.call("POST", ENDPOINTS, { name: "empty" });
    expect(await getServingEndpoints({}, { connection })).toMatchObject([{ name: "empty" }]);
    expect(await getServingEndpoints({ provider: "openai" }, { connection })).toEqual([]);
  });

  it("takes filters from other resources", async () => {
    const { connection } = await workspace();
    const found = getServingEndpointsOutput({ namePrefix: pulumi.output("fr") }, { connection });
    expect((await settled(found)).value).toMatchObject([{ name: "fraud" }]);
  });
});
