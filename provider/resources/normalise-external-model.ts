import { fieldsOf } from "../schema/plain-object";

/** An external model as the API compares it: Bedrock's own provider is read without regard to case. */
export function normaliseExternalModel<T>(model: T): T {
  const { amazonBedrockConfig } = fieldsOf(model);
  const { bedrockProvider } = fieldsOf(amazonBedrockConfig);
  if (typeof bedrockProvider !== "string") return model;
  const settings = { ...fieldsOf(amazonBedrockConfig), bedrockProvider: bedrockProvider.toLowerCase() };
  return { ...model, amazonBedrockConfig: settings };
}
