import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { anthropic, custom, openai, split, withEmulator, type Client } from "../emulator/with-emulator";
import { runHere } from "./run-here";

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** A workspace with an endpoint whose fallback does not answer, and one of a custom model. */
async function workspace(): Promise<Client> {
  const client = await withEmulator();
  const create = (name: string, config: object): Promise<unknown> =>
    client.call("POST", "/api/2.0/serving-endpoints", { name, config });
  await create("assistant", {
    served_entities: [openai(), anthropic()],
    traffic_config: split(["gpt", 100], ["claude", 0]),
  });
  await create("fraud", { served_entities: [custom()] });
  client.emulator.advance(600_000);
  client.emulator.journal.clear();
  return client;
}

const probe = async ({ emulator }: Client, ...args: string[]) => {
  const folder = mkdtempSync(join(tmpdir(), "probe-"));
  folders.push(folder);
  const environment = { DATABRICKS_HOST: emulator.url, DATABRICKS_TOKEN: emulator.token };
  return { folder, ...(await runHere(["probe", ...args], { environment, folder })) };
};

describe("probe", () => {
  it("asks each served model of an endpoint once, the fallback too, and says that they answer", async () => {
    const client = await workspace();
    const { code, text } = await probe(client, "assistant");
    expect(text.replaceAll(/\d+ ms/g, "0 ms").replaceAll(/ +/g, " ")).toBe(
      [
        "ENDPOINT SERVED MODEL MODEL TRAFFIC HEALTH TIME REASON",
        "assistant gpt openai/gpt-4o 100 % healthy 0 ms",
        "assistant claude anthropic/claude-sonnet-4-5 0 % healthy 0 ms",
        "",
      ].join("\n"),
    );
    expect(code).toBe(0);
    const posts = client.emulator.journal.entries().filter(({ method }) => method === "POST");
    expect(posts.map(({ path, body }) => [path, (body as any).max_tokens])).toEqual([
      ["/serving-endpoints/assistant/served-models/gpt/invocations", 1],
      ["/serving-endpoints/assistant/served-models/claude/invocations", 1],
    ]);
  });

  it("says which does not answer and why, without asking again, and ends with code 3", async () => {
    const client = await workspace();
    client.emulator.set({
      brokenModels: { "assistant/claude": { status: 503, message: 'down for "<repairs>"' } },
    });
    const { code, text, folder } = await probe(client, "--all", "--junit", "probe.xml", "--json");
    const results = JSON.parse(text) as Record<string, unknown>[];
    expect(results.map(({ servedModel, health }) => [servedModel, health])).toEqual([
      ["gpt", "healthy"],
      ["claude", "unhealthy"],
      ["fraud", "not asked"],
    ]);
    expect(results[1]!.reason).toContain("<repairs>");
    expect(code).toBe(3);
    expect(client.emulator.journal.entries().filter(({ method }) => method === "POST")).toHaveLength(2);
    const xml = readFileSync(join(folder, "probe.xml"), "utf8");
    expect(xml).toContain('<testsuites name="databricks-serving probe" tests="3" failures="1" skipped="1"');
    expect(xml).toContain('<testcase classname="assistant" name="gpt (openai/gpt-4o) answers"');
    expect(xml).toContain("&lt;repairs&gt;");
    expect(xml).toMatch(/name="fraud [^>]*><skipped message="what a custom model takes is not known"\/>/);
  });

  it("gives up on a model that stays silent", async () => {
    const client = await workspace();
    client.emulator.addScript({ model: "gpt-4o", latencyMs: 3000 });
    const { code, text } = await probe(client, "assistant", "--timeout", "1");
    expect(text).toContain("no answer within 1 s");
    expect(code).toBe(3);
  });

  it("wants an endpoint or --all, and an endpoint that exists", async () => {
    const client = await workspace();
    expect((await probe(client)).code).toBe(2);
    expect((await probe(client, "assistant", "--all")).code).toBe(2);
    const { code, said } = await probe(client, "asistant");
    expect(code).toBe(1);
    expect(said).toContain('Did you mean "assistant"?');
  });
});
