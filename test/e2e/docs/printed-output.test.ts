import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runHere } from "../../cli/run-here";
import { temporaryFolder } from "../../client/api/temporary-folder";
import { blocksOf, published, type Block } from "../../package/markdown";
import { shownPattern } from "../../package/shown-pattern";
import { byHand, emulatorForTest } from "../harness/with-stack";
import { runInShell } from "./shell";

// A block of `console` shows a command and what it prints. Each is run, and what is printed is what is shown, but for what
// differs from run to run.

const ENDPOINTS = "/api/2.0/serving-endpoints";

const blocks = published.flatMap(blocksOf).filter(({ language }) => language === "console");

/** The command of a block, and the pattern of all that is shown below it. */
function shown({ file, line, text }: Block): { words: string[]; command: string; printed: RegExp } {
  const [first = "", ...printed] = text.trimEnd().split("\n");
  expect(first, `${file}:${line}`).toMatch(/^\$ npx databricks-serving /);
  const command = first.slice("$ ".length);
  const { source } = shownPattern(printed.join("\n"));
  return { command, words: command.split(" ").slice(2), printed: new RegExp(`^${source}\\n?$`) };
}

const only = (page: string, at = 0): Block => {
  const block = blocks.filter(({ file }) => file === page)[at];
  if (block === undefined) throw new Error(`${page} shows no output of a command`);
  return block;
};

const served = (name: string, provider: string, model: string, share: number) => ({
  name,
  share,
  external_model: {
    provider,
    name: model,
    task: "llm/v1/chat",
    [`${provider}_config`]: { [`${provider}_api_key`]: `{{secrets/llm/${provider}}}` },
  },
});

/** A workspace with the endpoint `assistant`, and who may look at it. */
async function workspace(...models: ReturnType<typeof served>[]) {
  const emulator = await emulatorForTest({
    seed: { secrets: { llm: { openai: "sk-fake", anthropic: "sk-fake" } } },
  });
  const routes = models.map(({ name, share }) => ({ served_model_name: name, traffic_percentage: share }));
  await byHand(emulator, "POST", ENDPOINTS, {
    name: "assistant",
    config: {
      served_entities: models.map(({ share: _, ...entity }) => entity),
      traffic_config: { routes },
    },
    tags: [{ key: "team", value: "ml" }],
  });
  const token = { DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: emulator.token };
  const principal = {
    DATABRICKS_HOST: emulator.url,
    DATABRICKS_CLIENT_ID: "5f3a1c2e-0b7d-4e6f-8a9b-0c1d2e3f4a5b",
    DATABRICKS_CLIENT_SECRET: "emulator-client-secret",
  };
  return { emulator, token, principal };
}

/** Each page with such blocks, and how many. */
test("these pages show what a command prints, and what each shows is compared here", () => {
  const counts: Record<string, number> = {};
  for (const { file } of blocks) counts[file] = (counts[file] ?? 0) + 1;
  expect(counts).toEqual({
    "docs/emulator.md": 2,
    "docs/export.md": 1,
    "docs/rollouts.md": 1,
    "docs/signing-in.md": 1,
  });
});

test("docs/export.md shows the message and the program of an export", async () => {
  const model = served("gpt-5-4", "openai", "gpt-5.4", 100);
  const { token } = await workspace(model);
  const { words, printed } = shown(only("docs/export.md"));
  const folder = temporaryFolder({});
  const { said } = await runHere(words, { environment: token, folder });
  expect(said).toMatch(printed);
  const program = blocksOf("docs/export.md").find(({ language }) => language === "ts");
  expect(readFileSync(join(folder, "assistant.ts"), "utf8")).toMatch(shownPattern(program?.text ?? ""));
});

test("docs/signing-in.md shows what doctor finds", async () => {
  const { emulator, principal } = await workspace(served("gpt", "openai", "gpt-5.4", 100));
  const { words, printed } = shown(only("docs/signing-in.md"));
  const folder = temporaryFolder({});
  for (const [name, version] of Object.entries({ policy: "1.21.0", pulumi: "3.250.0" })) {
    const path = join(folder, "node_modules", "@pulumi", name);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "package.json"), JSON.stringify({ name: `@pulumi/${name}`, version }));
  }
  for (const scope of ["llm", "keys"]) {
    const grant = { scope, principal: principal.DATABRICKS_CLIENT_ID, permission: "READ" };
    await byHand(emulator, "POST", "/api/2.0/secrets/acls/put", grant);
  }
  const { PATH } = process.env;
  const { text, said } = await runHere(words, { environment: { PATH, ...principal }, folder });
  expect(text, said).toMatch(printed);
});

test("docs/rollouts.md shows what a rollout says of its steps, and what it prints in the end", async () => {
  const { emulator, token } = await workspace(
    served("gpt", "openai", "gpt-5.4", 100),
    served("claude", "anthropic", "claude-sonnet-4-6", 0),
  );
  const { words, printed } = shown(only("docs/rollouts.md"));
  const environment = { ...token, XDG_STATE_HOME: temporaryFolder({}) };
  // The same command, with each step watched for a moment.
  const quick = words.map((word) => (word === "5m" ? "1500ms" : word));
  let over = false;
  const ask = { messages: [{ role: "user", content: "Hi" }] };
  const callers = Array.from({ length: 4 }, async () => {
    while (!over)
      await byHand(emulator, "POST", "/serving-endpoints/assistant/invocations", ask).catch(() => {});
  });
  const { code, said, text } = await runHere(quick, { environment });
  over = true;
  await Promise.all(callers);
  expect(code, said).toBe(0);
  expect(said + text).toMatch(printed);
});

test.each([0, 1])("docs/emulator.md shows what the emulator prints as it begins (%i)", async (index) => {
  const { command, printed } = shown(only("docs/emulator.md", index));
  // A line for a request follows, once somebody asks.
  const [ready = ""] = printed.source.replace(/^\^|\\n\?\$$/g, "").split("\\nPOST ");
  const { stdout } = await runInShell([command], {
    folder: temporaryFolder({}),
    environment: process.env,
    until: new RegExp(ready),
  });
  expect(stdout).toMatch(new RegExp(`^${ready}`));
});
