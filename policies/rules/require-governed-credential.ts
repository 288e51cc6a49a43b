import * as z from "zod";
import { fieldsOf } from "../../provider/schema/plain-object";
import type { Path } from "../../provider/schema/problem";
import { defineRule } from "../kit/define-rule";
import { modelKinds } from "../kit/resource-kinds";

const ways = ["service-credential", "secret-reference", "relayed", "instance-profile"] as const;

type Way = (typeof ways)[number] | "access-key" | "scope-secret";

const names: Readonly<Record<Way, string>> = {
  "service-credential": "a Unity Catalog service credential",
  "secret-reference": "a Unity Catalog secret",
  relayed: "the caller's own token",
  "instance-profile": "an instance profile",
  "access-key": "an access key of AWS",
  "scope-secret": "a secret of a secret scope",
};

export const requireGovernedCredential = defineRule({
  name: "require-governed-credential",
  title: "Credentials that Unity Catalog governs",
  description:
    "Providers are signed in to by a Unity Catalog service credential or secret, where the provider and the resource take one.",
  why: "A key that Unity Catalog does not know has no owner, no grants and no lineage; a service credential has no key that could leak at all.",
  severity: "medium",
  level: "advisory",
  remediation: [
    "On Amazon Bedrock, Azure and Google Cloud, sign in with a service credential of the workspace's own cloud.",
    'Elsewhere refer to a Unity Catalog secret: apiKey: { secretReference: { name: "secrets/main.ai.openai_key" } }.',
  ],
  config: z.strictObject({
    ways: z
      .array(z.enum(ways))
      .default([...ways])
      .describe("Ways to sign in that are accepted where another is possible."),
    endpoints: z
      .boolean()
      .default(false)
      .describe(
        "Whether to look at external models of endpoints too, of which only Amazon Bedrock's have a choice.",
      ),
  }),
  example: {
    rejected:
      'amazonBedrockConfig: { awsAccessKeyId: "{{secrets/llm/id}}", awsSecretAccessKey: "{{secrets/llm/key}}", … }',
    accepted: 'amazonBedrockConfig: { ucServiceCredentialName: "bedrock-prod", … }',
  },
  sources: [
    "https://docs.databricks.com/aws/en/ai-gateway/create-model-provider-services",
    "https://github.com/databricks/terraform-provider-databricks/issues/5673",
  ],
  kinds: modelKinds,

  check({ role, connections }, report, { config }) {
    if (role !== "provider-service" && !config.endpoints) return;
    for (const { path, provider, settings, known } of connections) {
      if (!known) continue;
      const given =
        role === "provider-service"
          ? serviceWay(settings, path)
          : endpointWay(provider?.value, settings, path);
      if (given === undefined || (config.ways as readonly Way[]).includes(given.way)) continue;
      report({
        path: given.path,
        found: names[given.way],
        instead: `sign in with ${given.instead}`,
      });
    }
  },
});

interface GivenWay {
  way: Way;
  path: Path;
  instead: string;
}

/** A plaintext key is disallow-plaintext-credentials' to say, and left out here. */
function serviceWay(settings: Record<string, unknown>, path: Path): GivenWay | undefined {
  const { serviceCredential, awsAccessKey, apiKey, entraServicePrincipal, headerAuth } = settings;
  const at = (way: Way, field: string, instead: string): GivenWay => ({
    way,
    path: [...path, field],
    instead,
  });
  if (serviceCredential !== undefined)
    return at("service-credential", "serviceCredential", "a Unity Catalog secret");
  if (awsAccessKey !== undefined)
    return at("access-key", "awsAccessKey", 'serviceCredential: { name: "credentials/…" }');
  const secrets = [
    apiKey,
    fieldsOf(entraServicePrincipal)["clientSecret"],
    fieldsOf(headerAuth)["apiKeyValue"],
  ];
  const referred = secrets.some((secret) => fieldsOf(secret)["secretReference"] !== undefined);
  return referred ? at("secret-reference", "apiKey", "a service credential") : undefined;
}

/** Of the older generation, Amazon Bedrock alone takes anything else than a secret of a scope. */
function endpointWay(
  provider: string | undefined,
  settings: Record<string, unknown>,
  path: Path,
): GivenWay | undefined {
  if (provider !== "amazon-bedrock") return undefined;
  const instead = 'ucServiceCredentialName: "…", a Unity Catalog service credential';
  if (settings["awsAccessKeyId"] !== undefined)
    return { way: "access-key", path: [...path, "awsAccessKeyId"], instead };
  if (settings["instanceProfileArn"] === undefined) return undefined;
  return { way: "instance-profile", path: [...path, "instanceProfileArn"], instead };
}
