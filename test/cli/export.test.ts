import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { toProgram } from "../../cli/export/to-program";
import { decodeEndpoint } from "../../provider/client/serving-endpoints/remote-endpoint";
import { temporaryFolder } from "../client/api/temporary-folder";
import { anthropic, custom, openai, split, withEmulator, type Client } from "../emulator/with-emulator";
import { exported, runProgram, typeErrors } from "./exported-program";

const ENDPOINTS = "/api/2.0/serving-endpoints";

/** An endpoint of a workspace, made by hand, and its exported program. */
async function exportOf(body: object, ...args: string[]) {
  const client = await withEmulator();
  const id = await made(client, body);
  return { client, id, ...(await exported(client.emulator, "assistant", ...args)) };
}

async function made({ call, settled }: Client, body: object): Promise<string> {
  const answer = await call("POST", ENDPOINTS, { name: "assistant", ...body });
  if (answer.status !== 200) throw new Error(answer.text);
  return (await settled("assistant")).id as string;
}

const chat = { config: { served_entities: [openai("gpt")] } };

describe("the exported program", () => {
  it("reads as one that somebody wrote", async () => {
    const { client, code, text, said } = await exportOf({
      tags: [{ key: "team", value: "ml" }],
      config: {
        served_entities: [openai("gpt"), anthropic("claude")],
        traffic_config: split(["gpt", 60], ["claude", 40]),
      },
      ai_gateway: {
        usage_tracking_config: { enabled: true },
        rate_limits: [{ calls: 100, renewal_period: "minute" }],
      },
    });
    expect(text).toBe(`import { secretRef, ServingEndpoint } from "pulumi-databricks-serving";

// Serving endpoint "assistant" as ${client.emulator.url} showed it.
// The first \`pulumi up\` adopts it and sends no update; the preview after that
// shows no change.
const assistant = new ServingEndpoint("assistant", {
  name: "assistant",
  config: {
    servedEntities: [
      {
        name: "claude",
        externalModel: {
          provider: "anthropic",
          name: "claude-sonnet-4-5",
          task: "llm/v1/chat",
          anthropicConfig: { anthropicApiKey: secretRef("llm", "anthropic") },
        },
      },
      {
        name: "gpt",
        externalModel: {
          provider: "openai",
          name: "gpt-4o",
          task: "llm/v1/chat",
          openaiConfig: { openaiApiKey: secretRef("llm", "openai") },
        },
      },
    ],
    trafficConfig: {
      routes: [
        { servedModelName: "claude", trafficPercentage: 40 },
        { servedModelName: "gpt", trafficPercentage: 60 },
      ],
    },
  },
  aiGateway: {
    rateLimits: [{ calls: 100, renewalPeriod: "minute" }],
    usageTrackingConfig: { enabled: true },
  },
  tags: [{ key: "team", value: "ml" }],
  adopt: true,
});

export const assistantInvocationUrl = assistant.invocationUrl;
`);
    expect(said).toBe(
      "databricks-serving: The first `pulumi up` adopts it and sends no update; the preview after that shows no change.\n",
    );
    expect(code).toBe(0);
  });

  it("marks what the API hides where it may have been set, and asks for a plaintext credential", async () => {
    const { text } = await exportOf({
      config: {
        served_entities: [
          {
            name: "gpt",
            external_model: {
              provider: "openai",
              name: "gpt-4o",
              task: "llm/v1/chat",
              openai_config: { openai_api_key_plaintext: "sk-live" },
            },
          },
        ],
      },
    });
    expect(text).toContain(`          openaiConfig: {
            // TODO: the API does not show this credential. Give it with
            // \`pulumi config set --secret assistant-gpt-openaiApiKey\`, or keep
            // it in a secret scope and write
            // \`openaiApiKey: secretRef("<scope>", "<key>")\` instead.
            openaiApiKeyPlaintext: config.requireSecret(
              "assistant-gpt-openaiApiKey",
            ),
          },`);
    expect(text).toContain("const config = new pulumi.Config();\n");
    expect(text).toContain("  // rateLimits: the API never shows these older limits.");
    expect(text).not.toContain("sk-live");
  });

  it("marks what stays hidden of custom models: budget policy, burst scaling, telemetry tables", async () => {
    const { text } = await exportOf({
      budget_policy_id: "8f2a",
      config: { served_entities: [{ ...custom(), burst_scaling_enabled: true }] },
      telemetry_config: { table_names: { logs_table: "main.logs.fraud" } },
    });
    expect(text).toContain('  // budgetPolicyId: the policy in effect is "8f2a"; the API does not show');
    expect(text).toContain("        // burstScalingEnabled: the API never shows it.");
    expect(text).toContain("    // tableNames: the API shows the profile that was made for them instead.\n");
    expect(text).toContain("telemetryProfileId:");
  });

  it("prints no environment variable that may hold a secret", async () => {
    const environment_vars = {
      SERVICE_PASSWORD: "hunter2-and-more",
      PROXY: "http://me:hunter2@proxy.example:8080",
      OTHER: "dapi0123456789abcdef0123456789abcdef",
      MODE: "fast",
      OPENAI_API_KEY: "{{secrets/llm/openai}}",
    };
    const { text } = await exportOf({ config: { served_entities: [{ ...custom(), environment_vars }] } });
    expect(text).toContain('MODE: "fast"');
    expect(text).toContain('OPENAI_API_KEY: secretRef("llm", "openai")');
    for (const name of ["SERVICE_PASSWORD", "PROXY", "OTHER"]) {
      expect(text.replaceAll(/\(\s+|,\s+\)/g, (gap) => gap.trim().at(-1) ?? "")).toContain(
        `${name}: config.requireSecret("assistant-fraud-${name}")`,
      );
    }
    expect(text).not.toMatch(/hunter2|dapi0/);
  });

  it("is without adopt where that is asked for, and says what that means", async () => {
    const { text, said } = await exportOf(chat, "--no-adopt");
    expect(text).not.toContain("adopt: true");
    expect(said).toContain("where there is an endpoint of this name, the first `pulumi up` fails");
    expect((await exportOf(chat)).text).toContain("adopt: true,");
  });

  it("says what the first run sends where the last update of the endpoint has failed", async () => {
    const client = await withEmulator();
    client.emulator.set({ failNextUpdate: { state: "UPDATE_FAILED", message: "no quota" } });
    await made(client, chat);
    const { said } = await exported(client.emulator, "assistant");
    expect(said).toContain("sends, once: the last update ended as UPDATE_FAILED.");
  });

  it("says that the first run waits where an update is running", async () => {
    const client = await withEmulator({ switches: { updateDelayMs: 3_600_000 } });
    await client.call("POST", ENDPOINTS, { name: "assistant", ...chat });
    const { said, text } = await exported(client.emulator, "assistant");
    expect(said).toContain("An update of it was running, which the first `pulumi up` waits for.");
    expect(text).toContain('name: "gpt-4o"');
  });

  it("warns where another stack owns the endpoint, and lets no tag become code", async () => {
    const value = 'p/dev/x\n\u2028process.exit(7); `"';
    const { said, text } = await exportOf({ ...chat, tags: [{ key: "pulumi-owner", value }] });
    expect(said).toContain("its tag pulumi-owner says that the stack");
    expect(runProgram(text).args).toMatchObject({ tags: [{ key: "pulumi-owner", value }] });
  });

  it("says what this package refuses of an endpoint, such as a provider that it does not know", () => {
    const model = { provider: "brand-new", name: "m", task: "llm/v1/chat" };
    const answer = decodeEndpoint(
      { name: "assistant", id: "1", config: { served_entities: [{ name: "m", external_model: model }] } },
      "https://w.example",
    );
    if (answer === undefined) throw new Error("this is an endpoint");
    const live = { host: "https://w.example", answer, permissions: [] };
    const { notes } = toProgram(live, true);
    expect(notes[0]).toContain(
      'TODO: this is refused as it stands: config.servedEntities[0].externalModel.provider: found "brand-new"',
    );
    expect(notes.join()).not.toContain("adopts it");
  });
});

describe("the export command", () => {
  it("sends GET requests alone", async () => {
    const { client } = await exportOf(chat);
    client.emulator.journal.clear();
    await exported(client.emulator, "assistant");
    expect(new Set(client.emulator.journal.entries().map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  it("writes a new file, and overwrites none", async () => {
    const { client, text } = await exportOf(chat);
    const file = join(temporaryFolder({}), "assistant.ts");
    const first = await exported(client.emulator, "assistant", "--out", file);
    expect(first).toMatchObject({ code: 0, text: "" });
    expect(readFileSync(file, "utf8")).toBe(text);
    writeFileSync(file, "mine");
    const second = await exported(client.emulator, "assistant", "--out", file);
    expect(second.code).toBe(1);
    expect(second.said).toContain(`${file} exists already, and is not overwritten`);
    expect(readFileSync(file, "utf8")).toBe("mine");
  });

  it("fails where the file cannot be written", async () => {
    const { client } = await exportOf(chat);
    const file = join(temporaryFolder({}), "a".repeat(300));
    const { code, said } = await exported(client.emulator, "assistant", "--out", file);
    expect(said).toContain(`${file} cannot be written: ENAMETOOLONG`);
    expect(code).toBe(1);
    expect(existsSync(file)).toBe(false);
  });

  it("names the nearest endpoints where there is none of the name", async () => {
    const { client } = await exportOf(chat);
    const { code, said, text } = await exported(client.emulator, "asistent");
    expect(said).toBe(
      `databricks-serving: There is no serving endpoint "asistent" on ${client.emulator.url}. Did you mean "assistant"?\n`,
    );
    expect({ code, text }).toEqual({ code: 1, text: "" });
  });

  it("exports all that can be managed as one program, in the order of names, and lists the others", async () => {
    const { client } = await exportOf(chat);
    for (const name of ["b-two", "b_two", "a-one"]) {
      await client.call("POST", ENDPOINTS, { name, ...chat });
      await client.settled(name);
    }
    client.emulator.addFault({
      path: `${ENDPOINTS}/a-one`,
      action: { kind: "status", status: 403, errorCode: "PERMISSION_DENIED", message: "not yours" },
    });
    const { code, text, said } = await exported(client.emulator, "--all");
    expect([...text.matchAll(/^const (\w+) = new/gm)].map(([, name]) => name)).toEqual([
      "assistant",
      "bTwo",
      "bTwo2",
    ]);
    expect(text.match(/^import/gm)).toHaveLength(1);
    expect(typeErrors({ all: text })).toEqual([]);
    expect(said).toMatch(/a-one is not exported: .*403 PERMISSION_DENIED: not yours/);
    expect(code).toBe(0);
  });

  it("refuses an endpoint that Databricks keeps itself", async () => {
    const { client } = await exportOf(chat);
    const { code, said } = await exported(client.emulator, "databricks-gpt");
    expect(said).toContain("which no program can manage");
    expect(code).toBe(1);
  });

  it("fails with what to mend where no host is given, or the token is refused", async () => {
    const none = await exported({ url: "", token: "" }, "assistant");
    expect(none).toMatchObject({ code: 1, said: expect.stringContaining("No Databricks host is given.") });
    const { client } = await exportOf(chat);
    const wrong = await exported(
      { ...client.emulator, url: client.emulator.url, token: "dapi-wrong" },
      "assistant",
    );
    expect(wrong.code).toBe(1);
    expect(wrong.said).toContain("Invalid access token");
    expect(wrong.said).not.toContain("dapi-wrong");
  });

  it.each([
    [[], "Give the name of an endpoint or a service, or --all"],
    [["a", "--all"], "Give the name of an endpoint or a service, or --all"],
    [["a", "b"], "too many arguments for 'export'. Expected 1 argument but got 2"],
    [["a", "--uot", "x"], "unknown option '--uot'\n(Did you mean --out?)"],
    [["a", "--out"], "option '--out <file>' argument missing"],
  ])("called wrongly, with %j, says what is allowed", async (args, message) => {
    const { code, said } = await exported({ url: "", token: "" }, ...args);
    expect(said).toContain(message);
    expect(code).toBe(2);
  });

  it("shows its options", async () => {
    const { code, text } = await exported({ url: "", token: "" }, "--help");
    expect(text).toContain("Usage: databricks-serving export [options] [name]");
    expect(code).toBe(0);
  });
});
