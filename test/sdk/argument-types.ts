/** What the compiler takes and refuses; `npm run check` compiles this file, and an error that is missing is one. */
import * as pulumi from "@pulumi/pulumi";
import {
  secretRef,
  ServingEndpoint,
  type ExternalModelArgs,
  type ServingEndpointArgs,
} from "../../sdk/index";

const openai: ExternalModelArgs = {
  provider: "openai",
  name: "gpt-4o",
  task: "llm/v1/chat",
  openaiConfig: { openaiApiKey: secretRef("llm", "openai") },
};

export const accepted: ServingEndpointArgs[] = [
  {},
  { config: { servedEntities: [{ externalModel: openai }] } },
  // Any model name is allowed, and every part may come from elsewhere.
  { config: { servedEntities: [{ externalModel: { ...openai, name: "a-model-of-tomorrow" } }] } },
  { config: { servedEntities: [{ externalModel: { ...openai, name: pulumi.output("gpt-4o") } }] } },
  { config: { servedEntities: [{ name: pulumi.output("gpt"), externalModel: pulumi.output(openai) }] } },
  { config: pulumi.output({ servedEntities: [{ externalModel: openai }] }) },
  { tags: [{ key: "team", value: pulumi.output("a") }], description: Promise.resolve("for chat") },
  { config: { servedEntities: [{ entityName: "main.m.x", environmentVars: { KEY: pulumi.secret("x") } }] } },
  { accessControlList: [{ groupName: "users", permissionLevel: "CAN_QUERY" }], timeouts: { create: "30m" } },
];

export const refused: ServingEndpointArgs[] = [
  // @ts-expect-error a misspelt field
  { descripton: "x" },
  // @ts-expect-error a level that there is not
  { accessControlList: [{ groupName: "users", permissionLevel: "CAN_RUN" }] },
  // @ts-expect-error a number where a text belongs
  { tags: [{ key: "a", value: 1 }] },
  // @ts-expect-error what the SDK itself takes out cannot be given
  { secretValues: {} },
];

export const refusedModels: ExternalModelArgs[] = [
  {
    provider: "openai",
    name: "gpt-4o",
    task: "llm/v1/chat",
    // @ts-expect-error the settings of another provider
    anthropicConfig: { anthropicApiKey: secretRef("llm", "anthropic") },
  },
  // @ts-expect-error no settings at all
  { provider: "cohere", name: "command-r", task: "llm/v1/chat" },
  // @ts-expect-error a provider that there is not
  { provider: "opnai", name: "gpt-4o", task: "llm/v1/chat", openaiConfig: {} },
  // @ts-expect-error a task that there is not
  { provider: "openai", name: "gpt-4o", task: "llm/v1/chatt", openaiConfig: {} },
];

/** What an endpoint says of itself has its types, without `undefined` around it. */
export function outputsOf(endpoint: ServingEndpoint): [pulumi.Output<string>, pulumi.Output<number>] {
  return [endpoint.invocationUrl, endpoint.configVersion];
}
