import { expect, test } from "vitest";
import { endpoint, gpt } from "./harness/programs";
import type { Outcome } from "./harness/pulumi-stack";
import { emulatorForTest, entriesOf, stackForTest, writes } from "./harness/with-stack";

/** Keys of no known form: only knowing where they stand keeps them out. */
const keys = (version: number) => ({
  config: `plum-${version}-from-stack-config`,
  text: `pear-${version}-as-plain-text`,
  ancestor: `fig-${version}-inside-an-output`,
  derived: `lime-${version}-by-apply`,
  variable: `kiwi-${version}-in-a-variable`,
  transform: `date-${version}-by-a-transform`,
});

const program = (version: number, model = "gpt-5.4") => {
  const key = keys(version);
  const entity = (value: string) =>
    `{ name: "gpt", externalModel: { provider: "openai", name: "${model}", task: "llm/v1/chat",
       openaiConfig: { openaiOrganization: "org-readable", openaiApiKeyPlaintext: ${value} } } }`;
  return `
    const secret = new pulumi.Config().requireSecret("key");
    new s.ServingEndpoint("a", { name: "a", config: { servedEntities: [${entity("secret")}] } });
    new s.ServingEndpoint("b", { name: "b", config: { servedEntities: [${entity(`"${key.text}"`)}] } });
    new s.ServingEndpoint("c", { name: "c", config: pulumi.output({ servedEntities: [${entity(`"${key.ancestor}"`)}] }) });
    new s.ServingEndpoint("d", { name: "d",
      config: pulumi.secret("${key.derived}").apply((value) => ({ servedEntities: [${entity("value")}] })) });
    new s.ServingEndpoint("e", { name: "e", config: { servedEntities: [{ entityName: "main.m.x", entityVersion: "1",
      scaleToZeroEnabled: true, environmentVars: { KEY: pulumi.secret("${key.variable}") } }] } });
    pulumi.runtime.registerResourceTransform(({ name, props, opts }) => {
      if (name !== "f") return undefined;
      const config = { servedEntities: [${entity(`"${key.transform}"`)}] };
      return { props: { ...props, config }, opts };
    });
    new s.ServingEndpoint("f", { name: "f", config: { servedEntities: [${entity("undefined")}] } });`;
};

test("a plaintext key is nowhere but in the request, and the rest of the config stays readable", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(program(1), emulator);
  await stack.run("config", "set", "--secret", "key", keys(1).config);
  const seen: string[] = [];
  const look = (outcome: Outcome) => {
    seen.push(outcome.output, stack.stateText());
    return outcome;
  };

  const preview = look(await stack.preview());
  expect(preview.output.match(/openaiOrganization *: "org-readable"/g)).toHaveLength(4);
  expect(preview.output).toContain("secretValues: [secret]");
  const created = look(await stack.up());
  expect(created.output).toContain("+ 7 created");
  const configOf = (id: string) => stack.resources().find((one) => one.id === id);
  for (const id of ["a", "b", "c", "f"]) {
    expect(JSON.stringify(configOf(id)?.inputs["config"])).toContain("org-readable");
    expect(JSON.stringify(configOf(id)?.outputs["config"])).toContain("org-readable");
  }

  expect(look(await stack.refresh("--expect-no-changes")).code).toBe(0);
  emulator.journal.clear();
  expect(look(await stack.up()).output).toContain("7 unchanged");
  expect(entriesOf(emulator)).toEqual([]);

  // Rotated: one PUT for each.
  await stack.run("config", "set", "--secret", "key", keys(2).config);
  stack.write(program(2));
  expect(look(await stack.preview()).output).toContain("~ 6 to update");
  look(await stack.up());
  expect(writes(emulator).sort()).toEqual(
    ["a", "b", "c", "d", "e", "f"].map((name) => `PUT …/${name}/config`),
  );

  // A server that quotes what it was sent.
  const sent = keys(2);
  for (const [name, key] of Object.entries({
    a: sent.config,
    b: sent.text,
    c: sent.ancestor,
    d: sent.derived,
    e: sent.variable,
    f: sent.transform,
  })) {
    emulator.addFault({
      method: "PUT",
      path: `/api/2.0/serving-endpoints/${name}/config`,
      action: { kind: "status", status: 400, message: `cannot use ${key}` },
    });
  }
  stack.write(program(2, "gpt-5.4-mini").replace('entityVersion: "1"', 'entityVersion: "2"'));
  const failed = look(await stack.up("--continue-on-error"));
  const diagnostics = failed.output.slice(failed.output.indexOf("Diagnostics:"));
  expect(diagnostics.match(/cannot use \[redacted\]/g)).toHaveLength(6);

  const journal = JSON.stringify(entriesOf(emulator).map(({ body }) => body));
  for (const [where, key] of [...Object.entries(keys(1)), ...Object.entries(keys(2))]) {
    expect(
      seen.flatMap((text) => text.split("\n").filter((line) => line.includes(key))),
      where,
    ).toEqual([]);
    // The emulator shows variables, which are references as often as not.
    if (where !== "variable") expect(journal).not.toContain(key);
  }
}, 300_000);

test("a new credentialsVersion sends the config once, so that a rotated secret is picked up", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(endpoint([gpt()], "credentialsVersion: 1"), emulator);
  await stack.up();
  stack.write(endpoint([gpt()], "credentialsVersion: 2"));
  emulator.journal.clear();
  expect((await stack.preview()).output).toContain("credentialsVersion: 1 => 2");
  await stack.up();
  expect(writes(emulator)).toEqual(["PUT …/assistant/config"]);
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
});

test("a key that is not known yet is previewed as one, and created once it is", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(
    `const other = new s.ServingEndpoint("other", { name: "other", config: { servedEntities: [{ name: "m", externalModel: {
       provider: "anthropic", name: "claude-sonnet-4-6", task: "llm/v1/chat",
       anthropicConfig: { anthropicApiKey: s.secretRef("keys", "anthropic") } } }] } });
     new s.ServingEndpoint("late", { name: "late", config: { servedEntities: [{ name: "m", externalModel: {
       provider: "openai", name: "gpt-5.4", task: "llm/v1/chat",
       openaiConfig: { openaiApiKeyPlaintext: other.endpointId } } }] } });`,
    emulator,
  );
  const preview = await stack.preview();
  expect(preview.code, preview.output).toBe(0);
  const up = await stack.up();
  expect(up.code, up.output).toBe(0);
  const [id] = stack
    .resources()
    .flatMap(({ outputs }) => (outputs["name"] === "other" ? [outputs["endpointId"]] : []));
  const late = stack.resources().find(({ outputs }) => outputs["name"] === "late");
  expect(JSON.stringify(late)).not.toContain(String(id));
});
