/**
 * Azure's spelling of an OpenAI model name: `gpt-35-turbo` for `gpt-3.5-turbo`. Databricks takes either for Azure: its
 * own Azure example has the OpenAI one.
 *
 * @see https://docs.databricks.com/aws/en/generative-ai/external-models/#azure-openai
 */
export function azureSpelling(model: string): string {
  return model.replace(/^((?:ft:)?gpt-)3\.5/, "$135");
}

/** OpenAI's spelling of a model name that Azure spells `gpt-35-…`. */
export function openaiSpelling(model: string): string {
  return model.replace(/^((?:ft:)?gpt-)35/, "$13.5");
}
