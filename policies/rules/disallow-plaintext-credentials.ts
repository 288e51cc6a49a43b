import * as z from "zod";
import { keyShaped } from "../../provider/schema/key-shaped";
import { formatPath, type Path } from "../../provider/schema/problem";
import { isUnknown } from "../../provider/schema/unknown";
import { fieldsOf } from "../../provider/schema/plain-object";
import { plaintextFields, referenceFields } from "../kit/credential-fields";
import { defineRule, type Report } from "../kit/define-rule";
import { matchesAny } from "../kit/glob";
import { walkValues } from "../kit/walk-values";

/** Properties that are no text of the user's: the dynamic provider's own, and those that hold what is reported anyway. */
const skipped = new Set(["__provider", "secretValues"]);

export const disallowPlaintextCredentials = defineRule({
  name: "disallow-plaintext-credentials",
  title: "No credentials in plaintext",
  description:
    "Credentials of model providers are references to Databricks secrets, and stand in no other text.",
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
  ],
  kinds: ["ServingEndpoint", "ExternalModel", "ModelServing"],

  check({ fields }, report, { config }) {
    reportSecretValues(fields["secretValues"], report);
    walkValues(fields, (value, field, path) => {
      if (value === undefined || value === null || skipped.has(String(path[0]))) return;
      const twin = plaintextFields.get(field);
      if (twin !== undefined) {
        report({ path, found: "a credential in plaintext", instead: referTo(twin) });
      } else if (typeof value === "string" && !matchesAny(config.ignorePaths, formatPath(path))) {
        reportKey(value, field, path, report);
      }
    });
  },
});

/** The SDK moves plaintext credentials out of the config, keyed by the path where the user wrote them. */
function reportSecretValues(values: unknown, report: Report): void {
  if (isUnknown(values)) {
    report({
      path: "secretValues",
      found: "credentials in plaintext",
      instead: referTo("the field without Plaintext"),
    });
  }
  for (const path of Object.keys(fieldsOf(values))) {
    const twin = plaintextFields.get(path.slice(path.lastIndexOf(".") + 1));
    report({
      path,
      found: "a credential in plaintext",
      instead: referTo(twin ?? "the field without Plaintext"),
    });
  }
}

function reportKey(value: string, field: string, path: Path, report: Report): void {
  const login = urlLogin(value);
  if (login !== undefined) {
    report({
      path,
      found: `${login} in a URL`,
      instead: "leave it out of the URL and sign in by the provider's credential field",
    });
    return;
  }
  const kind = field === "name" && path.includes("externalModel") ? undefined : keyShaped(value);
  if (kind === undefined) return;
  const instead = referenceFields.has(field)
    ? 'put it into a secret scope and write {{secrets/<scope>/<key>}}, which secretRef("<scope>", "<key>") gives'
    : "take it out of here; where the model needs it, refer to a secret with {{secrets/<scope>/<key>}}";
  report({ path, found: `a text that looks like ${kind}`, instead });
}

function urlLogin(value: string): string | undefined {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(value) || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  if (url.password !== "" || (url.username !== "" && keyShaped(url.username) !== undefined))
    return "a password";
  const names = [...url.searchParams].filter(
    ([name, text]) =>
      text !== "" && /^(?:api[-_]?key|key|token|access[-_]?token|sig|code|secret)$/i.test(name),
  );
  return names.length > 0 ? "a credential" : undefined;
}

function referTo(twin: string): string {
  return `write ${twin}: secretRef("<scope>", "<key>"), a reference to a Databricks secret, instead`;
}
