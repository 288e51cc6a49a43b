import { expect, test } from "vitest";
import { runHere } from "../cli/run-here";
import { byHand, emulatorForTest, stackForTest, writes } from "./harness/with-stack";

const program = `
const secret = s.secretRef("keys", "openai");
const model = (name, provider, settings) => ({ name, externalModel: { provider, name: name + "-model", task: "llm/v1/chat", ...settings } });
const assistant = new s.ServingEndpoint("assistant", {
  name: "assistant",
  allowAttachedModels: true,
  config: { servedEntities: [{ name: "gpt", externalModel: { provider: "openai", name: "gpt-5.4", task: "llm/v1/chat", openaiConfig: { openaiApiKey: secret } } }] },
  aiGateway: { rateLimits: [{ key: "user", calls: 100, renewalPeriod: "minute" }] },
  tags: [{ key: "team", value: "ml" }],
});
const claude = new s.ExternalModel("claude", {
  endpoint: assistant, provider: "anthropic", name: "claude-sonnet-4-6", task: "llm/v1/chat", servedModelName: "claude",
  anthropicConfig: { anthropicApiKey: s.secretRef("keys", "anthropic") },
});
new s.TrafficSplit("split", { endpoint: assistant, routes: [
  { servedModelName: "gpt", trafficPercentage: 90 }, { servedModelName: claude.servedModelName, trafficPercentage: 10 } ] });
`;

test("diff tells what was changed by hand, and changes nothing; graph draws what the stack has", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(program, emulator);
  const up = await stack.up();
  expect(up.code, up.output).toBe(0);
  const run = (...args: string[]) =>
    runHere(args, { environment: stack.environment(), folder: stack.folder });

  const before = await run("diff");
  expect(before).toEqual({ code: 0, text: "3 of 3 resources are as the stack's state says.\n", said: "" });

  await byHand(emulator, "PATCH", "/api/2.0/serving-endpoints/assistant/tags", {
    add_tags: [{ key: "team", value: "sales" }],
  });
  await byHand(emulator, "PUT", "/api/2.0/serving-endpoints/assistant/ai-gateway", {
    rate_limits: [{ key: "user", calls: 7, renewal_period: "minute" }],
  });
  emulator.journal.clear();
  const { code, text } = await run("diff");
  expect(text).toContain('  tags[team].value\n    - stack      "ml"\n    + workspace  "sales"\n');
  expect(text).toContain("assistant (ServingEndpoint): differs\n");
  expect(text).toMatch(
    /aiGateway\.rateLimits\n    - stack      \[\{"calls":100,.*\n    \+ workspace  \[\{"calls":7,/,
  );
  expect(text).toContain("2 of 3 resources are as the stack's state says.");
  expect(code).toBe(3);
  expect(writes(emulator)).toEqual([]);

  const graph = await run("graph");
  expect(graph.code).toBe(0);
  expect(graph.text).toMatch(/^flowchart LR\n {2}n0\[\["assistant"\]\]/);
  for (const part of [
    "gpt<br/>gpt-5.4",
    "claude<br/>claude-sonnet-4-6",
    '|"90 %"|',
    '|"10 %"|',
    '[("anthropic")]',
  ]) {
    expect(graph.text).toContain(part);
  }
  const svg = await run("graph", "dev", "--format", "svg");
  expect(svg.text).toContain("<svg ");
  // Graphviz writes a hyphen as an entity.
  expect(svg.text.replaceAll("&#45;", "-")).toContain(">claude-sonnet-4-6</text>");

  await byHand(emulator, "DELETE", "/api/2.0/serving-endpoints/assistant");
  const gone = await run("diff", "--json");
  expect(JSON.parse(gone.text)).toMatchObject([
    { verdict: "gone" },
    { verdict: "gone" },
    { verdict: "gone" },
  ]);
  expect(gone.code).toBe(3);
});
