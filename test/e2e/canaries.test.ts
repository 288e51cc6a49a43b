import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import type { Emulator } from "../../emulator/index";
import type { Fields } from "../../provider/schema/plain-object";
import { settingsOfProviders } from "../lifecycle/every-provider";
import { canary, filesBelow, formsOf, leaks } from "./harness/canaries";
import type { Outcome } from "./harness/pulumi-stack";
import { byHand, emulatorForTest, openStack, stackForTest } from "./harness/with-stack";

const run = promisify(execFile);
const cli = resolve(__dirname, "../../dist/cli/databricks-serving.js");

/** Gives out canaries, and remembers them. */
class Flock {
  readonly texts: string[] = [];

  next(): string {
    this.texts.push(canary(this.texts.length));
    return this.texts.at(-1)!;
  }

  /** Settings with a plaintext credential for each reference. */
  inPlaceOfReferences(settings: unknown): unknown {
    if (settings === null || typeof settings !== "object" || Array.isArray(settings)) return settings;
    return Object.fromEntries(
      Object.entries(settings).map(([field, value]) =>
        typeof value === "string" && value.startsWith("{{secrets/")
          ? [`${field}Plaintext`, this.next()]
          : [field, this.inPlaceOfReferences(value)],
      ),
    );
  }
}

const key = (flock: Flock) => ({ plaintext: flock.next() });
const baseUrl = "https://r.openai.azure.com";

/** Each provider of a model provider service in each way to sign in that takes a key. */
const signIns = (flock: Flock): Fields[] => [
  { providerType: "OPENAI", openai: { direct: { apiKey: key(flock) } } },
  { providerType: "ANTHROPIC", anthropic: { direct: { apiKey: key(flock) } } },
  { providerType: "AZURE_OPENAI", azureOpenai: { direct: { baseUrl, apiKey: key(flock) } } },
  {
    providerType: "MICROSOFT_FOUNDRY",
    microsoftFoundry: {
      direct: { baseUrl, entraServicePrincipal: { tenantId: "t", clientId: "c", clientSecret: key(flock) } },
    },
  },
  {
    providerType: "AMAZON_BEDROCK",
    amazonBedrock: {
      direct: { region: "eu-central-1", awsAccessKey: { accessKeyId: "id", secretAccessKey: key(flock) } },
    },
  },
  {
    providerType: "GEMINI_ENTERPRISE",
    geminiEnterprise: { direct: { projectId: "p", region: "europe-west4", apiKey: key(flock) } },
  },
  {
    providerType: "CUSTOM",
    custom: {
      direct: {
        baseUrl: "https://llm.example.com/v1",
        headerAuth: { apiKeyName: "x-api-key", apiKeyValue: key(flock) },
      },
    },
  },
];

/** Arguments of every class, with a canary in every field that holds a secret. */
const argumentsOf = (flock: Flock) => ({
  endpoints: Object.values(settingsOfProviders).map(({ provider, settings }) => ({
    config: {
      servedEntities: [
        {
          name: "model",
          externalModel: {
            provider,
            name: "model-1",
            task: "llm/v1/chat",
            ...(flock.inPlaceOfReferences(settings) as Fields),
          },
        },
      ],
    },
  })),
  compute: {
    config: {
      servedEntities: [
        {
          entityName: "main.models.fraud",
          entityVersion: "3",
          scaleToZeroEnabled: true,
          environmentVars: { KEY: flock.next(), FROM: "{{secrets/keys/other}}" },
        },
      ],
    },
  },
  services: signIns(flock).map((config) => ({
    ...config,
    targets: [{ model: "a-model", nativeApiTypes: ["openai/v1/chat/completions"] }],
  })),
  misplaced: flock.next(),
});

/** The arguments come from the environment of the program, which no file of the project shows. */
const program = `
  const args = JSON.parse(process.env.CANARIES);
  const provider = new s.Provider("explicit", { host: process.env.DATABRICKS_HOST, token: process.env.CANARY_TOKEN });
  const options = { provider };
  args.endpoints.forEach((given, index) => new s.ServingEndpoint("e" + index, { name: "e" + index, ...given }, options));
  new s.ServingEndpoint("compute", { name: "compute", ...args.compute }, options);
  args.services.forEach((config, index) => new s.ModelProviderService("p" + index,
    { parent: "main.ai", modelProviderServiceId: "p" + index, config }, options));
  if (process.env.MISPLACED) new s.ServingEndpoint("misplaced", { name: "misplaced", config: { servedEntities: [
    { name: "m", externalModel: { provider: "anthropic", name: "claude-sonnet-4-6", task: "llm/v1/chat", anthropicConfig: args.misplaced } }] } }, options);
`;

test("a text that is encoded in any way is found again", () => {
  const text = canary(7);
  for (const offset of [0, 1, 2, 3]) {
    const hidden = Buffer.from(`${"x".repeat(offset)}${text}yz`).toString("base64");
    expect(leaks({ hidden }, [text])).toHaveLength(1);
  }
  expect(leaks({ url: `?q=${encodeURIComponent(text)}` }, [text, canary(8)])).toEqual([`url: ${text}`]);
  expect(new Set(formsOf(text)).size).toBeGreaterThan(5);
});

test("no secret of any field of any class shows in state, its history and backups, logs, answers, reports or exported programs", async () => {
  const flock = new Flock();
  const token = `dapi${canary(999).replace(/[ /+=~]/g, "0")}`;
  const lines: string[] = [];
  const emulator = await emulatorForTest({ token, log: (line) => lines.push(line) });
  const seen: Record<string, string> = {};
  const first = argumentsOf(flock);
  const second = argumentsOf(flock);
  const env = (given: object, more: Record<string, string> = {}) => ({
    CANARIES: JSON.stringify(given),
    CANARY_TOKEN: token,
    // `--event-log` is one of the flags that this makes known.
    PULUMI_DEBUG_COMMANDS: "true",
    ...more,
  });
  const logs = mkdtempSync(join(tmpdir(), "event-logs-"));
  onTestFinished(() => rmSync(logs, { recursive: true }));
  const logged = (name: string) => ["--event-log", join(logs, name)];
  const stack = stackForTest(program, emulator, { env: env(first) });
  const withArguments = (given: object, more?: Record<string, string>) =>
    openStack(program, emulator, { folder: stack.folder, backend: stack.backend, env: env(given, more) });
  const look = async (what: string, run: Promise<Outcome>): Promise<Outcome> => {
    const outcome = await run;
    seen[what] = outcome.output;
    return outcome;
  };

  await look("preview", stack.preview());
  const created = await look("up", stack.up(...logged("up")));
  expect(created.code, created.output).toBe(0);
  await look("refresh", stack.refresh("--diff", ...logged("refresh")));
  await look("preview as JSON", stack.run("preview", "--json"));
  await look("stack", stack.run("stack", "--show-urns"));
  await look("stack outputs", stack.run("stack", "output", "--json"));

  const rotated = withArguments(second);
  // A server that quotes what it was sent.
  quoteRequests(emulator, second, flock.texts);
  const failed = await look("failed up", rotated.up("--continue-on-error", "--diff", ...logged("failed up")));
  expect(failed.code).not.toBe(0);
  emulator.clearFaults();
  await look("updated", rotated.up("--diff", ...logged("updated")));
  const misplaced = withArguments(second, { MISPLACED: "yes" });
  expect((await look("misplaced", misplaced.preview())).code).not.toBe(0);
  await look("history", stack.run("stack", "history", "--json"));
  await look("export", stack.run("stack", "export"));
  for (const args of [
    ["export", "--all"],
    ["describe", "e0"],
    ["list", "--json"],
    ["diff", "--stack", "dev", "--cwd", stack.folder],
    ["policy-report", "--stack", "dev", "--cwd", stack.folder],
    ["doctor"],
  ]) {
    // What fails says so on its output, which is looked at too.
    const { stdout, stderr } = await run(process.execPath, [cli, ...args], {
      env: rotated.environment(),
      cwd: stack.folder,
    }).catch((error: unknown) => error as { stdout: string; stderr: string });
    seen[args.join(" ")] = stdout + stderr;
  }
  seen["emulator's log"] = lines.join("\n");
  seen["emulator's journal"] = JSON.stringify(emulator.journal.entries());
  seen["emulator's endpoints"] = JSON.stringify(await byHand(emulator, "GET", "/api/2.0/serving-endpoints"));
  await look("destroy", rotated.destroy(...logged("destroy")));
  expect(seen["export --all"]).toContain("ServingEndpoint");

  for (const name of readdirSync(logs)) {
    const events = readFileSync(join(logs, name), "utf8").split("\n");
    // Pulumi's SDK logs each answer of the engine for debugging, with all secrets in it: its own, and not to be kept.
    seen[`event log of ${name}`] = events.filter((event) => !event.includes('"prefix":"debug: "')).join("\n");
  }
  expect(seen["event log of up"]).toContain('"resourcePreEvent"');

  const files = filesBelow(stack.folder);
  expect(Object.keys(files).filter((path) => /history|backups/.test(path)).length).toBeGreaterThan(3);
  expect(leaks({ ...files, ...seen }, [...flock.texts, token])).toEqual([]);
}, 600_000);

/** Lets every update fail with an answer that quotes the keys it was sent. */
function quoteRequests(
  emulator: Emulator,
  given: ReturnType<typeof argumentsOf>,
  texts: readonly string[],
): void {
  const quotes = (path: string, method: string, value: object): void => {
    const own = texts.filter((text) => JSON.stringify(value).includes(text));
    const message = `cannot use ${JSON.stringify(own)}`;
    const action = { kind: "status", status: 400, errorCode: "INVALID_PARAMETER_VALUE", message } as const;
    emulator.addFault({ method, path, action });
  };
  given.endpoints.forEach((value, index) =>
    quotes(`/api/2.0/serving-endpoints/e${index}/config`, "PUT", value),
  );
  given.services.forEach((value, index) =>
    quotes(`/api/2.1/unity-catalog/model-provider-services/main.ai.p${index}`, "PATCH", value),
  );
}
