import type { ProviderName } from "./provider-name";

/** What the name of a fine-tuned model tells. */
export interface FineTunedName {
  /** The model it was tuned from, where the name says so. */
  base?: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?:-ft)?$/;

/**
 * Reads the name of a fine-tuned model, or answers `undefined` for a name that is not built like one.
 *
 * OpenAI: `ft:gpt-4o-mini-2024-07-18:my-org:suffix:id`, with `:ckpt-step-N` for a checkpoint
 * (https://developers.openai.com/api/docs/guides/supervised-fine-tuning). Azure OpenAI: `gpt-4o-mini.ft-id`
 * (https://learn.microsoft.com/azure/ai-foundry/openai/how-to/fine-tuning). Cohere: the model's id, a UUID, with `-ft`
 * (https://docs.cohere.com/v1/docs/fine-tuning-with-the-python-sdk).
 */
export function fineTunedBase(provider: ProviderName, name: string): FineTunedName | undefined {
  if (provider === "openai") {
    const base = /^ft:([^:]+):[^\s]+$/.exec(name)?.[1] ?? /^([^\s:]+)\.ft-[0-9a-z-]+$/.exec(name)?.[1];
    return base === undefined ? undefined : { base };
  }
  if (provider === "cohere") return uuid.test(name) ? {} : undefined;
  return undefined;
}
