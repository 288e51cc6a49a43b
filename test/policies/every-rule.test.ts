import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rules, servingPolicies, type Rule } from "../../policies/index";
import {
  accessControlList,
  azureModel,
  endpoint,
  endpointTypes,
  EXTERNAL_MODEL,
  governedConfig,
  SERVING_ENDPOINT,
  TRAFFIC_SPLIT,
  UNKNOWN,
} from "./baseline";
import { findings, pathsOf, stackFindings, withValue } from "./judge";

const root = join(__dirname, "..", "..");
const all = rules as readonly Rule[];
const resourceRules = all.filter(({ scope, level }) => scope === "resource" && level !== "disabled");
const stackRules = all.filter(({ scope }) => scope === "stack");
const configOf = (rule: Rule) => (governedConfig as Record<string, Record<string, unknown>>)[rule.name] ?? {};
const externalModel = () => ({ endpoint: "chat", servedModelName: "extra", ...azureModel() });
const split = () => ({ endpoint: "chat", routes: [{ servedModelName: "azure", trafficPercentage: 100 }] });
const whole = () => ({ ...endpoint(), accessControlList: accessControlList() });

/** A text that no report may contain, of the shape of a key. */
const KEY = "sk-ant-api03-THISISNOTAREALKEY0123456789";

describe("the rules", () => {
  it("have each a file, a test and a docs page of their own name, and there are no others", () => {
    const names = all.map(({ name }) => name).sort();
    const filesIn = (folder: string, ending: string) =>
      readdirSync(join(root, folder))
        .filter((file) => file.endsWith(ending) && !["index.ts", "README.md", "messages.md"].includes(file))
        .map((file) => file.slice(0, -ending.length))
        .sort();
    expect(filesIn("policies/rules", ".ts")).toEqual(names);
    expect(filesIn("test/policies/rules", ".test.ts")).toEqual(names);
    expect(filesIn("docs/policies", ".md")).toEqual(names);
  });

  it("are mandatory where something leaks or can never work, and advisory otherwise", () => {
    const mandatory = all.filter(({ level }) => level === "mandatory").map(({ name }) => name);
    expect(mandatory.sort()).toEqual([
      "disallow-mixed-ownership",
      "disallow-plaintext-credentials",
      "require-callable-region",
      "require-complete-provider-config",
      "require-complete-traffic",
      "require-https-base",
      "require-listed-target",
      "require-same-task",
      "require-secret-reference",
      "require-supported-model",
      "require-valid-service",
    ]);
    const others = all.filter(({ level }) => level !== "mandatory" && level !== "advisory");
    // To move to the newer generation is nobody's fault yet.
    expect(others.map(({ name, level }) => [name, level])).toEqual([["report-legacy-gateway", "disabled"]]);
  });

  it("give the engine a schema with a description for each setting, exemptions included", () => {
    for (const policy of servingPolicies()) {
      const properties = policy.configSchema?.properties ?? {};
      expect(Object.keys(properties)).toContain("exemptions");
      for (const [key, property] of Object.entries(properties))
        expect(property.description, `${policy.name}.${key}`).toBeTruthy();
    }
  });
});

describe.each(resourceRules.map((rule) => [rule.name, rule] as const))("%s", (_name, rule) => {
  const config = configOf(rule);

  it.each(endpointTypes)("accepts the valid baseline as %s", (type) => {
    expect(findings(rule, endpoint(), { type, config })).toEqual([]);
  });

  it("accepts a valid external model and traffic split of their own", () => {
    expect(findings(rule, externalModel(), { type: EXTERNAL_MODEL, config })).toEqual([]);
    expect(findings(rule, split(), { type: TRAFFIC_SPLIT, config })).toEqual([]);
  });

  it("says nothing of resources of other kinds", () => {
    expect(
      findings(
        rule,
        { tags: [], apiKey: KEY, openaiApiKeyPlaintext: KEY },
        { type: "aws:s3/bucket:Bucket", config },
      ),
    ).toEqual([]);
  });

  it("survives any part that is not known yet, and objects to none", () => {
    for (const props of [whole(), externalModel(), split()]) {
      const type =
        "routes" in props ? TRAFFIC_SPLIT : "provider" in props ? EXTERNAL_MODEL : SERVING_ENDPOINT;
      for (const path of pathsOf(props)) {
        expect(findings(rule, withValue(props, path, UNKNOWN), { type, config }), path).toEqual([]);
      }
    }
  });

  it("survives any part that is missing or of the wrong type", () => {
    for (const path of pathsOf(whole())) {
      for (const wrong of [undefined, null, 7, "x", [], {}, [null], [[]]]) {
        expect(() => findings(rule, withValue(whole(), path, wrong), { config }), path).not.toThrow();
      }
    }
  });

  it("never prints a text that looks like a key, wherever it stands", () => {
    for (const props of [whole(), externalModel()]) {
      const type = "provider" in props ? EXTERNAL_MODEL : SERVING_ENDPOINT;
      for (const path of pathsOf(props)) {
        for (const value of [
          KEY,
          `https://user:${KEY}@llm.example.com/v1?key=${KEY}`,
          `{{secrets/${KEY}}}`,
        ]) {
          expect(
            findings(rule, withValue(props, path, value), { type, config }).join("\n"),
            path,
          ).not.toContain(KEY);
        }
      }
    }
  });

  it("never prints a plaintext credential that the SDK took out of the config", () => {
    const path = "config.servedEntities[azure].externalModel.openaiConfig.openaiApiKeyPlaintext";
    expect(
      findings(rule, { ...whole(), secretValues: { [path]: "hunter2-hunter2" } }, { config }).join("\n"),
    ).not.toContain("hunter2");
  });
});

describe.each(stackRules.map((rule) => [rule.name, rule] as const))("%s", (_name, rule) => {
  const members = (props: Record<string, unknown>) => [
    { type: SERVING_ENDPOINT, name: "chat", props },
    { type: EXTERNAL_MODEL, name: "extra", props: externalModel(), from: { endpoint: "chat" } },
  ];
  const attachable = () => ({ ...whole(), allowAttachedModels: true });

  it("accepts the valid baseline", () => {
    expect(stackFindings(rule, members(attachable()).slice(0, 1), configOf(rule))).toEqual([]);
  });

  it("survives any part that is not known yet, and objects to none", () => {
    for (const path of pathsOf(attachable())) {
      expect(
        stackFindings(rule, members(withValue(attachable(), path, UNKNOWN)), configOf(rule)),
        path,
      ).toEqual([]);
    }
  });

  it("never prints a text that looks like a key", () => {
    for (const path of pathsOf(attachable())) {
      const found = stackFindings(rule, members(withValue(attachable(), path, KEY)), configOf(rule));
      expect(found.join("\n"), path).not.toContain(KEY);
    }
  });
});
