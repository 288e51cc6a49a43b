import * as pulumi from "@pulumi/pulumi";
import { ExternalModel, secretRef } from "pulumi-databricks-serving";

const config = new pulumi.Config();

// The endpoint belongs to the platform team's program: its name is all that this one knows.
const model = new ExternalModel("support", {
  endpoint: config.get("endpoint") ?? "chat",
  servedModelName: "support-claude",
  provider: "anthropic",
  name: "claude-sonnet-4-6",
  task: "llm/v1/chat",
  anthropicConfig: { anthropicApiKey: secretRef("llm-keys", "anthropic") },
  // A change of it sends the config again, so that a rotated key is picked up.
  credentialsVersion: config.get("keyRotatedOn") ?? "2026-11-01",
});

export const servedModelName = model.servedModelName;
export const invocationUrl = model.invocationUrl;
