import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { gpt, gptByHand } from "./harness/programs";
import { byHand, emulatorForTest, entriesOf, stackForTest, writes } from "./harness/with-stack";

const make = (resource: string, name: string, args: string, options = "{}") =>
  `new s.ServingEndpoint("${resource}", { name: "${name}", config: { servedEntities: [${gpt()}] }, ${args} }, ${options});\n`;

/** Installs a copy of the package, beside links to what it depends on. */
function install(repository: string, folder: string): void {
  const modules = join(folder, "node_modules");
  mkdirSync(modules);
  for (const dependency of readdirSync(join(repository, "node_modules"))) {
    if (dependency.startsWith(".") || dependency === "pulumi-databricks-serving") continue;
    symlinkSync(join(repository, "node_modules", dependency), join(modules, dependency));
  }
  const copy = join(modules, "pulumi-databricks-serving");
  cpSync(join(repository, "dist"), join(copy, "dist"), { recursive: true });
  cpSync(join(repository, "package.json"), join(copy, "package.json"));
}

test("a resource can be renamed, nested, partly ignored, protected, and let go without being deleted", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(
    [
      make("old", "renamed", ""),
      make("flat", "nested", ""),
      make("lax", "ignored", 'tags: [{ key: "a", value: "1" }]'),
      make("dear", "protected", "", "{ protect: true }"),
      make("kept", "retained", "", "{ retainOnDelete: true }"),
      `new s.ServingEndpoint("auto", { tags: [] });\n`,
    ].join(""),
    emulator,
  );
  await stack.up();
  const auto = stack.resources().find(({ urn }) => urn.endsWith("::auto"));
  expect(auto?.id).toMatch(/^auto-[0-9a-f]{7}$/);

  stack.write(
    [
      make("new", "renamed", "", '{ aliases: [{ name: "old" }] }'),
      `class Gateway extends pulumi.ComponentResource {
         constructor(name) {
           super("test:index:Gateway", name);
           ${make("flat", "nested", "", "{ parent: this, aliases: [{ parent: pulumi.rootStackResource }] }")}
         }
       }
       new Gateway("gateway");\n`,
      make("lax", "ignored", 'tags: [{ key: "a", value: "2" }]', '{ ignoreChanges: ["tags"] }'),
      make("dear", "protected", "", "{ protect: true }"),
      `new s.ServingEndpoint("auto", { tags: [] });\n`,
    ].join(""),
  );
  emulator.journal.clear();
  const moved = await stack.up();
  expect(moved.code).toBe(0);
  expect(writes(emulator)).toEqual([]);
  expect(
    stack
      .resources()
      .map(({ id }) => id)
      .sort(),
  ).toEqual([auto?.id, "ignored", "nested", "protected", "renamed"].sort());
  expect(await byHand(emulator, "GET", "/api/2.0/serving-endpoints/retained")).toMatchObject({
    name: "retained",
  });
  expect((await stack.refresh("--expect-no-changes")).code).toBe(0);

  const refused = await stack.destroy();
  expect(refused.code).not.toBe(0);
  expect(refused.output).toContain("protect");
  await stack.run("state", "unprotect", "--all", "--yes");
  expect((await stack.destroy()).code).toBe(0);
});

test("import fails before anything happens, and adopt is the way", async () => {
  const emulator = await emulatorForTest();
  await byHand(emulator, "POST", "/api/2.0/serving-endpoints", {
    name: "existing",
    config: {
      served_entities: [gptByHand()],
    },
  });
  emulator.journal.clear();
  const stack = stackForTest(make("mine", "existing", "", '{ import: "existing" }'), emulator);
  const refused = await stack.up();
  expect(refused.code).not.toBe(0);
  expect(refused.output).toContain("found the option import; allowed: none.");
  expect(writes(emulator)).toEqual([]);

  stack.write(make("mine", "existing", "adopt: true"));
  expect((await stack.up()).output).toContain("mine created");
  expect(writes(emulator)).toEqual([]);
  stack.write(make("mine", "existing", ""));
  expect((await stack.up()).code).toBe(0);
  expect(writes(emulator)).toEqual([]);
});

test("a state loads after a rebuild, and from another directory", async () => {
  const emulator = await emulatorForTest();
  const stack = stackForTest(make("mine", "mine", ""), emulator);
  await stack.up();
  const [resource] = stack.resources();
  const text = 'exports.handler=()=>require("pulumi-databricks-serving/provider").ServingEndpoint';
  expect(resource?.inputs["__provider"]).toBe(text);
  expect(resource?.outputs["__provider"]).toBe(text);

  // Another copy of the package, in another place, as after an upgrade or on another machine.
  const repository = resolve(__dirname, "../..");
  const elsewhere = mkdtempSync(join(tmpdir(), "elsewhere-"));
  try {
    install(repository, elsewhere);
    cpSync(join(stack.folder, "Pulumi.dev.yaml"), join(elsewhere, "Pulumi.dev.yaml"));
    const moved = stackForTest(make("mine", "mine", ""), emulator, {
      folder: elsewhere,
      backend: stack.backend,
    });
    emulator.journal.clear();
    expect((await moved.refresh("--expect-no-changes")).code).toBe(0);
    expect(entriesOf(emulator).map(({ method }) => method)).toEqual(["GET"]);
    expect((await moved.up()).output).toContain("2 unchanged");
    expect((await moved.destroy()).code).toBe(0);
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
  }
});
