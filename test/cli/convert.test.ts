import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { benchForTest } from "../lifecycle/with-lifecycle";
import { runProgram, typeErrors } from "./exported-program";
import { bundle, managed, PERMISSIONS, plan, secret, SENT, serving, state } from "./declarations.fixture";
import { runHere } from "./run-here";

const convert = (tool: string, input: string, ...args: string[]) =>
  runHere(["convert", tool, ...args], { input });

describe.each([
  ["a state of Terraform", "terraform", JSON.stringify(state)],
  ["a plan of Terraform", "terraform", JSON.stringify(plan)],
  ["a validated bundle", "bundle", JSON.stringify(bundle)],
  ["a bundle's YAML", "bundle", stringify(bundle)],
])("the program of %s", (_name, tool, input) => {
  it("sends what the tool itself sends, shows no key, and compiles", async () => {
    const { code, text, said } = await convert(tool, input, "--no-adopt");
    expect(code).toBe(0);
    expect(text + said).not.toContain("sk-ant-SECRET");
    expect(typeErrors({ [tool]: text })).toEqual([]);
    const bench = await benchForTest();
    const endpoint = bench.endpoint("assistant");
    expect(await endpoint.up(runProgram(text).args)).toBe("create");
    const writes = bench.emulator.journal.entries().filter(({ method }) => method !== "GET");
    expect(writes.map(({ method, body }) => [method, body])).toEqual([
      ["POST", SENT],
      // Whoever deploys keeps the right to do so again.
      [
        "PUT",
        {
          access_control_list: [
            ...PERMISSIONS.access_control_list,
            expect.objectContaining({ permission_level: "CAN_MANAGE" }),
          ],
        },
      ],
    ]);
    // The compiler takes its time on a busy machine.
  }, 60_000);

  it("takes over what the tool made, and sends nothing", async () => {
    const bench = await benchForTest();
    const { id } = await bench.byHand("POST", "/api/2.0/serving-endpoints", SENT);
    await bench.byHand("PUT", `/api/2.0/permissions/serving-endpoints/${id}`, PERMISSIONS);
    bench.emulator.advance(3_600_000);
    bench.emulator.journal.clear();
    const { text } = await convert(tool, input);
    expect(text).toContain("adopt: true");
    expect(await bench.endpoint("assistant").up(runProgram(text).args)).toBe("create");
    expect(bench.writes()).toEqual([]);
  });
});

describe("the converter", () => {
  it("lists what it does not carry over", async () => {
    const more = { ...serving, provider_config: [], throughput_mode: "fast" };
    const odd = {
      values: {
        root_module: {
          resources: [managed("databricks_model_serving", more), secret, managed("databricks_job", {})],
        },
      },
    };
    const { said } = await convert("terraform", JSON.stringify(odd));
    expect(said).toContain(
      "not carried over: databricks_model_serving.this: throughput_mode: this package has no such argument",
    );
    expect(said).toContain(
      "not carried over: databricks_secret.this: the secret stays where it is; the program refers to it",
    );
    expect(said).toContain("not carried over: databricks_job.this: databricks_job stays with Terraform");
    expect(said).toContain("let Terraform forget what it hands over");
    const jobs = await convert("bundle", JSON.stringify(bundle), "--json");
    expect(JSON.parse(jobs.text)).toMatchObject({
      notCarriedOver: [{ what: "resources.jobs.nightly", why: "it stays with the bundle" }],
    });
  });

  it("asks for a key that stands in the state alone as secret config, and never prints it", async () => {
    const alone = { values: { root_module: { resources: [managed("databricks_model_serving", serving)] } } };
    const { text, said } = await convert("terraform", JSON.stringify(alone));
    expect(text.replaceAll(/\s+/g, "")).toContain('config.requireSecret("assistant-claude-anthropicApiKey"');
    expect(text + said).not.toContain("sk-ant-SECRET");
  });

  it("says of variables in YAML that the validated bundle has them filled in", async () => {
    const open = structuredClone(bundle) as any;
    open.resources.model_serving_endpoints.assistant.name = "${var.name}";
    const { said } = await convert("bundle", stringify(open));
    expect(said).toContain(
      "model_serving_endpoints.assistant.name: it holds a variable; convert what `databricks bundle validate -o json`",
    );
  });

  it.each([
    ["terraform", "{", 1, "this is not JSON"],
    [
      "terraform",
      '{"resources":[],"version":4}',
      1,
      "This looks like the state file itself: give what `terraform show -json` prints",
    ],
    ["terraform", '{"values":{"root_module":{}}}', 1, "Terraform declares no model-serving endpoint here"],
    ["bundle", "include: [a.yml]", 1, "there is no `resources` in it"],
  ])("of %s %j ends with %i: %s", async (tool, input, expected, message) => {
    const { code, said } = await convert(tool, input);
    expect(said).toContain(message);
    expect(code).toBe(expected);
  });
});
