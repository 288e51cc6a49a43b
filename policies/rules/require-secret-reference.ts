import * as z from "zod";
import { SECRET_REFERENCE } from "../../provider/schema/field-facts";
import type { Path } from "../../provider/schema/problem";
import { formatPath } from "../../provider/schema/problem";
import { plaintextFields, referenceFields } from "../kit/credential-fields";
import { defineRule, type Report } from "../kit/define-rule";
import { matchesAny } from "../kit/glob";
import { modelKinds, resourceKinds } from "../kit/resource-kinds";
import { meansReference } from "../kit/secret-reference";
import { isSettingPath } from "../kit/setting-path";
import { showValue } from "../kit/show-value";
import { walkValues } from "../kit/walk-values";

/** A Unity Catalog secret, `secrets/catalog.schema.secret`. */
const CATALOG_SECRET = /^secrets\/([^.]+\.[^.]+)\.[^.]+$/;

const AS_WRITTEN = 'write {{secrets/<scope>/<key>}}, which secretRef("<scope>", "<key>") gives';

export const requireSecretReference = defineRule({
  name: "require-secret-reference",
  title: "Well-formed references to allowed secrets",
  description:
    "What means to refer to a secret does so, {{secrets/<scope>/<key>}}, in a field that takes a reference, to an allowed scope.",
  why: "Databricks takes a malformed reference for the credential itself, and each request then fails to sign in. A scope of another team's may vanish, or hold a key that this endpoint should not spend.",
  severity: "high",
  level: "mandatory",
  remediation: [
    'Write the reference with secretRef("<scope>", "<key>"), into a credential field or an environment variable.',
    "Use a scope that the configuration of this rule allows, or have one allowed.",
  ],
  config: z.strictObject({
    allowedScopes: z
      .array(z.string())
      .optional()
      .describe(
        'Secret scopes that may be referred to, and schemas of Unity Catalog secrets, "main.ai"; * stands for anything. Default: any.',
      ),
  }),
  example: {
    rejected: 'environmentVars: { OPENAI_API_KEY: "${secrets/llm/openai}" }',
    accepted: 'environmentVars: { OPENAI_API_KEY: "{{secrets/llm/openai}}" }',
  },
  sources: [
    "https://docs.databricks.com/aws/en/generative-ai/external-models/#configure-the-provider-for-an-endpoint",
    "https://docs.databricks.com/aws/en/machine-learning/model-serving/store-env-variable-model-serving",
  ],
  kinds: modelKinds,

  check(view, report, { config }) {
    const bases = new Set(view.connections.map(({ base }) => formatPath(base?.path ?? [])));
    const { bridged } = resourceKinds[view.kind];
    walkValues(view.fields, (value, field, path) => {
      if (typeof value !== "string" || path[0] === "secretValues") return;
      const scope = SECRET_REFERENCE.exec(value)?.[1] ?? CATALOG_SECRET.exec(value)?.[1];
      if ((referenceFields.has(field) && isSettingPath(path, view)) || path.at(-2) === "secretReference") {
        if (scope !== undefined) limitScope(scope, path, config.allowedScopes, report);
        else if (bridged)
          report({ path, found: "a text that is no reference to a secret", instead: AS_WRITTEN });
      } else if (path.at(-2) === "environmentVars") {
        if (scope !== undefined) limitScope(scope, path, config.allowedScopes, report);
        else if (meansReference(value)) {
          report({
            path,
            found: "a text that means to be a reference to a secret, and is none",
            instead: AS_WRITTEN,
          });
        }
      } else if (meansReference(value) && isSettingPath(path, view) && !plaintextFields.has(field)) {
        // An address that is none is what the check says of it.
        if (bridged || !bases.has(formatPath(path))) report(unresolved(path));
      }
    });
  },
});

function unresolved(path: Path) {
  return {
    path,
    found: "a reference to a secret in a field that takes none, so that the text itself would be used",
    instead: "write the value",
  };
}

function limitScope(scope: string, path: Path, scopes: readonly string[] | undefined, report: Report): void {
  if (scopes === undefined || matchesAny(scopes, scope)) return;
  report({
    path,
    found: `a secret of the scope ${showValue(scope)}`,
    instead: `use one of the scopes ${scopes.join(", ")}`,
  });
}
