import * as z from "zod";
import { SECRET_REFERENCE } from "../../provider/schema/field-facts";
import { fieldsOf } from "../../provider/schema/plain-object";
import type { Path } from "../../provider/schema/problem";
import { referenceFields } from "../kit/credential-fields";
import { defineRule, type Report } from "../kit/define-rule";
import { matchesAny } from "../kit/glob";
import { showValue } from "../kit/show-value";
import { walkValues } from "../kit/walk-values";

export const requireSecretReference = defineRule({
  name: "require-secret-reference",
  title: "Well-formed references to allowed secrets",
  description:
    "Credential fields hold a well-formed reference, {{secrets/<scope>/<key>}}, to a secret in an allowed scope.",
  why: "Databricks takes a malformed reference for the credential itself, and each request then fails to sign in. A scope of another team's may vanish, or hold a key that this endpoint should not spend.",
  severity: "high",
  level: "mandatory",
  remediation: [
    'Write the reference with secretRef("<scope>", "<key>").',
    "Use a scope that the configuration of this rule allows, or have one allowed.",
  ],
  config: z.strictObject({
    allowedScopes: z
      .array(z.string())
      .optional()
      .describe("Secret scopes that may be referred to; * stands for anything. Default: any."),
  }),
  example: {
    rejected: 'anthropicApiKey: "{{secret/llm/anthropic}}"',
    accepted: 'anthropicApiKey: secretRef("llm", "anthropic")',
  },
  sources: [
    "https://docs.databricks.com/aws/en/generative-ai/external-models/#configure-the-provider-for-an-endpoint",
    "https://docs.databricks.com/aws/en/machine-learning/model-serving/store-env-variable-model-serving",
  ],
  kinds: ["ServingEndpoint", "ExternalModel", "ModelServing"],

  check({ models, entities }, report, { config }) {
    const judge = (text: string, path: Path): void =>
      judgeReference(text, path, config.allowedScopes, report);
    for (const { settings, settingsPath } of models) {
      walkValues(settings, (value, field, path) => {
        if (referenceFields.has(field) && typeof value === "string") judge(value, [...settingsPath, ...path]);
      });
    }
    for (const entity of entities) {
      for (const [name, value] of Object.entries(fieldsOf(entity.fields["environmentVars"]))) {
        // Environment variables may be plain texts; only what means to be a reference must be one.
        if (typeof value === "string" && value.trimStart().startsWith("{{"))
          judge(value, [...entity.path, "environmentVars", name]);
      }
    }
  },
});

function judgeReference(
  text: string,
  path: Path,
  scopes: readonly string[] | undefined,
  report: Report,
): void {
  const scope = SECRET_REFERENCE.exec(text)?.[1];
  if (scope === undefined) {
    const instead = 'write {{secrets/<scope>/<key>}}, which secretRef("<scope>", "<key>") gives';
    report({ path, found: "a text that is no reference to a secret", instead });
  } else if (scopes !== undefined && !matchesAny(scopes, scope)) {
    report({
      path,
      found: `a secret of the scope ${showValue(scope)}`,
      instead: `use one of the scopes ${scopes.join(", ")}`,
    });
  }
}
