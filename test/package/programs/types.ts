import { Provider, secretRef, ServingEndpoint } from "pulumi-databricks-serving";
import type { ExternalModelSettings, ServingEndpointArgs } from "pulumi-databricks-serving";
import { ServingEndpoint as served } from "pulumi-databricks-serving/provider";
import { rules, ServingPolicyPack, type ServingPolicyPackConfig } from "pulumi-databricks-serving/policies";
import { startEmulator, type Emulator } from "pulumi-databricks-serving/emulator";

const externalModel: ExternalModelSettings = {
  provider: "openai",
  name: "gpt-5.4",
  task: "llm/v1/chat",
  openaiConfig: { openaiApiKey: secretRef("llm-keys", "openai") },
};
const args: ServingEndpointArgs = { config: { servedEntities: [{ externalModel }] } };
const endpoint = new ServingEndpoint("assistant", args, {
  provider: new Provider("second", { profile: "p" }),
});
export const length = endpoint.invocationUrl.apply((url: string) => url.length);

// @ts-expect-error there is no such argument; types that resolve to `any` would let it pass
export const misspelt: ServingEndpointArgs = { nam: "assistant" };
// @ts-expect-error the same of the policies
export const noRule: ServingPolicyPackConfig = { "require-nothing": "advisory" };
// @ts-expect-error the same of the emulator
export const notAUrl: Promise<number> = startEmulator().then((emulator: Emulator) => emulator.url);
// @ts-expect-error the same of the provider
export const notANumber: number = served.check;

export const pack = (): ServingPolicyPack => new ServingPolicyPack("ours", { "require-tags": "disabled" });
export const names: string[] = rules.map(({ name }) => name);
