import * as z from "zod";
import { SECRET_REFERENCE } from "../../provider/schema/field-facts";
import { keyShaped } from "../../provider/schema/key-shaped";
import { fieldsOf } from "../../provider/schema/plain-object";
import { formatPath, type Path } from "../../provider/schema/problem";
import { isUnknown } from "../../provider/schema/unknown";
import { urlCredential } from "../../provider/schema/url-credential";
import { plaintextFields, referenceFields } from "../kit/credential-fields";
import { isCredentialVariable } from "../kit/credential-variable";
import { defineRule, type Report } from "../kit/define-rule";
import { matchesAny } from "../kit/glob";
import { kindsWith } from "../kit/resource-kinds";
import type { ResourceView } from "../kit/resource-view";
import { isSettingPath } from "../kit/setting-path";
import { secretPath } from "../kit/secret-path";
import { meansReference } from "../kit/secret-reference";
import { walkValues } from "../kit/walk-values";

/** The dynamic provider's own, what holds values that are reported anyway, and names that another field has given. */
const skipped = new Set(["__provider", "__urn", "secretValues", "propertyDependencies"]);

export const disallowPlaintextCredentials = defineRule({
  name: "disallow-plaintext-credentials",
  title: "No credentials in plaintext",
  description: "Credentials are references to secrets, and stand in no other text.",
  why: "A plaintext credential lies in the program or its configuration, in the stack's state and in its history, and whoever reads one of them holds it. A reference is resolved by Databricks when it is used.",
  severity: "critical",
  level: "mandatory",
  remediation: [
    "Put the credential into a Databricks secret scope: databricks secrets put-secret <scope> <key>.",
    'Refer to it: openaiApiKey: secretRef("<scope>", "<key>"), which is "{{secrets/<scope>/<key>}}".',
    "Revoke the credential that was in plaintext: it stays in the history of the program and of the state.",
  ],
  config: z.strictObject({
    ignorePaths: z
      .array(z.string())
      .default([])
      .describe(
        "Patterns of paths where a text that looks like a key is none; * stands for anything. Plaintext fields are always reported.",
      ),
  }),
  example: {
    rejected: 'openaiConfig: { openaiApiKeyPlaintext: config.requireSecret("openaiKey") }',
    accepted: 'openaiConfig: { openaiApiKey: secretRef("llm", "openai-key") }',
  },
  sources: [
    "https://docs.databricks.com/aws/en/generative-ai/external-models/#configure-the-provider-for-an-endpoint",
    "https://docs.databricks.com/aws/en/security/secrets/",
    "https://github.com/gitleaks/gitleaks/blob/v8.30.1/config/gitleaks.toml",
  ],
  kinds: kindsWith("endpoint", "model", "gateway", "provider-service", "model-service"),

  check(view, report, { config }) {
    reportSecretValues(view, report);
    const bases = new Set(view.connections.map(({ base }) => formatPath(base?.path ?? [])));
    walkValues(view.fields, (value, field, path) => {
      if (value === undefined || value === null || skipped.has(String(path[0]))) return;
      // Routes repeat the names of entities, which their own field has given, or the check has filled in.
      if (path[1] === "trafficConfig") return;
      const twin = plaintextFields.get(field);
      if (twin !== undefined) {
        report({ path, found: "a credential in plaintext", instead: insteadOf(twin, view) });
      } else if (!matchesAny(config.ignorePaths, formatPath(path))) {
        reportText(value, path, bases.has(formatPath(path)), view, report);
      }
    });
  },
});

/** The SDK moves plaintext credentials out of the config, keyed by the path where the user wrote them. */
function reportSecretValues(view: ResourceView, report: Report): void {
  const values = view.fields["secretValues"];
  if (isUnknown(values)) {
    report({
      path: "secretValues",
      found: "credentials in plaintext",
      instead: insteadOf("the field without Plaintext", view),
    });
  }
  for (const written of Object.keys(fieldsOf(values))) {
    const path = secretPath(written, view.entities);
    const twin = plaintextFields.get(String(path.at(-1)));
    report({
      path,
      found: "a credential in plaintext",
      instead: insteadOf(twin ?? "the field without Plaintext", view),
    });
  }
}

function reportText(value: unknown, path: Path, isBase: boolean, view: ResourceView, report: Report): void {
  const name = path.at(-1);
  const inVariables = path.at(-2) === "environmentVars";
  if (typeof name === "string" && keyShaped(name) !== undefined) {
    report({ path, found: `a name that is ${keyShaped(name)}`, instead: "write a name, and revoke the key" });
    return;
  }
  if (typeof value !== "string" || SECRET_REFERENCE.test(value)) return;
  // What stands in a field for references, and is none, is require-secret-reference's to say.
  if (typeof name === "string" && referenceFields.has(name) && isSettingPath(path, view)) return;
  if (inVariables && meansReference(value)) return;
  const kind = (isBase ? urlCredential(value, true) : undefined) ?? keyShaped(value);
  if (kind !== undefined) {
    report({ path, found: kind, instead: insteadOfKey(isBase, inVariables) });
  } else if (inVariables && isCredentialVariable(String(name), value, siblingsOf(path, view))) {
    report({
      path,
      found: "a credential in plaintext, by the variable's name",
      instead: insteadOfKey(false, true),
    });
  }
}

function siblingsOf(path: Path, { fields }: ResourceView): string[] {
  const variables = path
    .slice(0, -1)
    .reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], fields);
  return Object.keys(fieldsOf(variables));
}

function insteadOfKey(isBase: boolean, inVariables: boolean): string {
  if (isBase) return "leave it out of the URL, sign in by the provider's credential field, and revoke it";
  return inVariables
    ? 'write secretRef("<scope>", "<key>"), which gives {{secrets/<scope>/<key>}}, and revoke the key'
    : "take it out of here and revoke it; credentials belong in the provider's credential field alone";
}

function insteadOf(twin: string, { kind, role }: ResourceView): string {
  if (role !== "provider-service")
    return `write ${twin}: secretRef("<scope>", "<key>"), a reference to a Databricks secret, instead`;
  return kind === "ModelProviderService"
    ? 'write ucSecretRef("<catalog>.<schema>.<secret>"), a reference to a Unity Catalog secret, instead'
    : "sign in with serviceCredential, or make it a ModelProviderService, which takes secretReference, a Unity Catalog secret";
}
