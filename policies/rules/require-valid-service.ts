import * as z from "zod";
import { checkModelProviderService } from "../../provider/check/unity-catalog/check-model-provider-service";
import { checkModelService } from "../../provider/check/unity-catalog/check-model-service";
import { fieldsOf, isPlainObject, listOf, type Fields } from "../../provider/schema/plain-object";
import type { Path } from "../../provider/schema/problem";
import { plaintextFields } from "../kit/credential-fields";
import { defineRule } from "../kit/define-rule";
import { findingOf, type Finding } from "../kit/finding";
import { bridgedKindsWith } from "../kit/resource-kinds";
import { showValue } from "../kit/show-value";

export const requireValidService = defineRule({
  name: "require-valid-service",
  title: "Services that the API takes",
  description: "Each provider service and model service of @pulumi/databricks is one that the API takes.",
  why: "The API refuses a service only when it is created: a block of another provider, shares that do not sum to 100, a limit without its principal. By then others of the stack are changed already.",
  severity: "high",
  level: "mandatory",
  remediation: [
    "Write what the report says.",
    "Or make it a ModelProviderService or ModelService of this package, which says so in each preview without a pack, and takes shorter forms.",
  ],
  config: z.strictObject({}),
  example: {
    rejected: 'config: { providerType: "OPENAI", anthropic: { … }, … }',
    accepted: 'config: { providerType: "EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI", openai: { … }, … }',
  },
  sources: [
    "https://docs.databricks.com/aws/en/ai-gateway/create-model-provider-services",
    "https://docs.databricks.com/aws/en/ai-gateway/create-model-services",
  ],
  // Of this package's resources, the check says all this.
  kinds: bridgedKindsWith("provider-service", "model-service"),

  check({ role, fields }, report) {
    const check = role === "model-service" ? checkModelService : checkModelProviderService;
    const { problems, inputs } = check(fields);
    for (const problem of problems) {
      if (!hasOwnRule(problem.path, fields)) report(findingOf(problem));
    }
    if (problems.length === 0) respelled(fields, inputs).forEach(report);
  },
});

/** Whether another rule judges what stands there: a credential, a reference to one, a base URL. */
function hasOwnRule(path: Path, fields: Fields): boolean {
  const value = path.reduce<unknown>((at, part) => fieldsOf(at)[part] ?? listOf(at)[Number(part)], fields);
  const [holder, name] = path.slice(-2);
  return (
    plaintextFields.has(String(name)) ||
    (typeof value === "string" &&
      value !== "" &&
      (name === "baseUrl" || (holder === "secretReference" && name === "name")))
  );
}

/** Where this package's resources take a short form, and write the API's; the bridged ones send what is written. */
function respelled(written: unknown, sent: unknown, path: Path = []): Finding[] {
  if (typeof sent === "string" && sent !== written) {
    return typeof written === "string" || written === undefined
      ? [{ path, found: showValue(written), instead: `write ${JSON.stringify(sent)}` }]
      : [];
  }
  if (Array.isArray(sent) && Array.isArray(written))
    return sent.flatMap((item, index) => respelled(written[index], item, [...path, index]));
  if (!isPlainObject(sent) || !isPlainObject(written)) return [];
  return Object.entries(sent).flatMap(([key, item]) => respelled(written[key], item, [...path, key]));
}
