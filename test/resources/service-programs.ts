import { formatProblem } from "../../provider/schema/problem";
import type { Checked } from "../../provider/check/checked";
import type { Fields } from "../../provider/schema/plain-object";

/** A key whose form no pattern knows. */
export const KEY = "0123456789abcdef0123456789abcdef";
/** One target. */
export const targets = [{ model: "gpt-5.4", nativeApiTypes: ["openai/v1/chat/completions"] }];

/** A provider service of OpenAI, with some of its config as given. */
export const provider = (config: Fields, more: Fields = {}): Fields => ({
  parent: "main.ai",
  modelProviderServiceId: "openai",
  config: { providerType: "OPENAI", openai: { direct: { apiKey: { plaintext: KEY } } }, targets, ...config },
  ...more,
});

/** A destination that leads to it. */
export const external = (name: string, more: Fields = {}): Fields => ({
  name,
  externalModelConfig: { modelProviderService: "main.ai.openai", target: { model: "gpt-5.4" } },
  ...more,
});

/** A model service with these destinations and fallbacks. */
export const model = (destinations: unknown, fallback?: unknown, more: Fields = {}): Fields => ({
  parent: "schemas/main.ai",
  modelServiceId: "assistant",
  config: {
    routing: { destinations, ...(fallback === undefined ? {} : { fallback: { destinations: fallback } }) },
    ...more,
  },
});

/** What a check says, one problem on a line. */
export const problemsOf = (check: (inputs: Fields) => Checked<object>, inputs: Fields): string[] =>
  check(inputs).problems.map(formatProblem);
