// @ts-check
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { root } from "../../tools/repository.mjs";

/** A file, what it imports, and the rule that this breaks. */
const forbidden = [
  ["emulator/http/app.ts", "provider/schema/encode.ts", "emulator-is-a-witness"],
  ["provider/lifecycle/update.ts", "sdk/serving-endpoint.ts", "provider-below-all"],
  ["provider/lifecycle/update.ts", "@pulumi/pulumi", "one-transport"],
  ["provider/lifecycle/update.ts", "provider/pulumi/dynamic/dynamic-provider.ts", "transport-is-an-entry"],
  ["provider/lifecycle/update.ts", "@grpc/grpc-js", "one-transport"],
  [
    "provider/pulumi/dynamic/dynamic-provider.ts",
    "provider/pulumi/plugin/provider-server.ts",
    "transports-apart",
  ],
  ["provider/lifecycle/update.ts", "undici", "http-in-one-place"],
  ["provider/plan/plan-endpoint.ts", "provider/client/api/http-client.ts", "plan-decides"],
  ["provider/plan/plan-endpoint.ts", "node:fs", "pure-is-pure"],
  ["provider/text/nearest.ts", "provider/schema/encode.ts", "text-is-text"],
  ["provider/client/workspace.ts", "provider/lifecycle/update.ts", "client-speaks-the-api"],
  ["provider/check/check-endpoint.ts", "provider/plan/plan-endpoint.ts", "check-judges"],
  ["provider/catalog/task.ts", "provider/resources/serving-endpoint.ts", "catalog-is-data"],
  ["provider/resources/serving-endpoint.ts", "provider/check/check-endpoint.ts", "schemas-over-catalog"],
  ["provider/schema/define-resource.ts", "provider/catalog/task.ts", "kit-is-general"],
  ["provider/client/api/http-client.ts", "provider/resources/serving-endpoint.ts", "api-is-a-client"],
  ["sdk/serving-endpoint.ts", "provider/lifecycle/update.ts", "sdk-reads-schemas"],
  ["sdk/serving-endpoint.ts", "emulator/http/app.ts", "sdk-alone"],
  ["policies/rules/require-model.ts", "provider/lifecycle/update.ts", "policies-read-facts"],
  ["provider/client/api/http-client.ts", "hono", "web-server-in-emulator"],
  ["sdk/serving-endpoint.ts", "@pulumi/policy", "policy-sdk-in-policies"],
  ["cli/doctor.ts", "test/fake-clock.ts", "shipped-code-alone"],
  ["emulator/http/app.ts", "prettier", "no-development-dependency"],
  ["sdk/serving-endpoint.ts", "./gone", "resolvable"],
  ["emulator/http/app.ts", "cli/doctor.ts", "cli-on-top"],
];

/** As above, but fine. */
const allowed = [
  ["provider/lifecycle/update.ts", "provider/plan/plan-endpoint.ts"],
  ["provider/lifecycle/update.ts", "provider/client/api/http-client.ts"],
  ["provider/pulumi/dynamic/dynamic-provider.ts", "@pulumi/pulumi"],
  ["provider/client/api/http-client.ts", "undici"],
  ["sdk/serving-endpoint.ts", "provider/resources/serving-endpoint.ts"],
  ["policies/rules/require-model.ts", "provider/catalog/task.ts"],
  ["emulator/http/app.ts", "hono"],
  ["test/wire.test.ts", "provider/schema/encode.ts"],
];

/**
 * Writes a tree where each case is a file of its own, has it judged, and tells what each case broke. One tree for all:
 * starting the tool takes most of a second.
 *
 * @param {{ importer: string, imported: string, form?: string }[]} cases
 * @returns {string[][]} names of rules, a list for each case
 */
function judge(cases) {
  const folder = mkdtempSync(join(tmpdir(), "imports-"));
  try {
    for (const shared of ["tsconfig.json", "package.json", "node_modules"]) {
      symlinkSync(join(root, shared), join(folder, shared));
    }
    const files = cases.map(({ importer, imported, form = "import" }, index) => {
      const file = importer.replace(/[^/]*$/, `case-${index}.ts`);
      const ours = imported.endsWith(".ts");
      const path = ours ? `./${relative(dirname(file), imported)}`.replace("./..", "..") : imported;
      write(folder, file, `${form} { x } from "${path.replace(/\.ts$/, "")}";\nexport const y = () => x;\n`);
      if (ours && !/case-/.test(imported)) write(folder, imported, "export const x = 1;\n");
      return file;
    });
    const folders = [...new Set(files.map((file) => file.split("/")[0] ?? ""))];
    const cruiser = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
    const options = [
      "--config",
      join(root, ".dependency-cruiser.cjs"),
      "--no-cache",
      "--output-type",
      "json",
    ];
    const { stdout } = spawnSync(process.execPath, [cruiser, ...options, ...folders], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    /** @type {{ summary: { violations: { from: string, rule: { name: string } }[] } }} */
    const { summary } = JSON.parse(stdout);
    return files.map((file) => {
      const own = summary.violations.filter(({ from, rule }) => from === file && rule.name !== "no-orphan");
      return own.map(({ rule }) => rule.name);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {string} folder
 * @param {string} file
 * @param {string} text
 */
function write(folder, file, text) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

describe("imports go one way:", () => {
  /** @type {string[][]} */
  let broken;

  beforeAll(() => {
    const cases = [...forbidden, ...allowed].map(([importer = "", imported = ""]) => ({
      importer,
      imported,
    }));
    const n = cases.length;
    broken = judge([
      ...cases,
      { importer: "sdk/a.ts", imported: "provider/api/own-types.ts", form: "import type" },
      { importer: "sdk/a.ts", imported: `sdk/case-${n + 2}.ts` },
      { importer: "sdk/b.ts", imported: `sdk/case-${n + 1}.ts` },
      { importer: "cli/a.ts", imported: `cli/case-${n + 4}.ts`, form: "import type" },
      { importer: "cli/b.ts", imported: `cli/case-${n + 3}.ts`, form: "import type" },
    ]);
  }, 30_000);

  for (const [index, [importer, imported, rule]] of forbidden.entries()) {
    it(`${importer} must not import ${imported} (${rule})`, () => {
      expect(broken[index]).toContain(rule);
    });
  }

  for (const [index, [importer, imported]] of allowed.entries()) {
    it(`${importer} may import ${imported}`, () => {
      expect(broken[forbidden.length + index]).toEqual([]);
    });
  }

  it("the SDK may import the provider's types", () => {
    expect(broken.at(-5)).toEqual([]);
  });

  it("two files must not import each other", () => {
    expect([broken.at(-4), broken.at(-3)].flat()).toContain("no-cycle");
  });

  it("two files must not need each other's types", () => {
    expect([broken.at(-2), broken.at(-1)].flat()).toContain("no-cycle-of-types");
  });

  it("no rule is without a case that shows it at work", () => {
    const shown = new Set([
      ...forbidden.map(([, , rule]) => rule),
      "no-cycle",
      "no-cycle-of-types",
      "no-orphan",
    ]);
    const { forbidden: rules } = createRequire(import.meta.url)("../../.dependency-cruiser.cjs");
    const unshown = rules.filter((/** @type {{ name: string }} */ { name }) => !shown.has(name));
    expect(unshown).toEqual([]);
  });
});
