import { checkEndpoint } from "../../provider/check/check-endpoint";
import { formatProblem } from "../../provider/schema/problem";
import type { Fields } from "../../provider/schema/plain-object";
import { claude, gpt, key, serving } from "../lifecycle/programs";

/** Checks what a program says of an endpoint. */
export const check = (news: Fields) => checkEndpoint(news, { name: "default-name", owner: "p/s/r" });

/** All that is wrong with it, a line each. */
export const problemsOf = (news: Fields): string[] => check(news).problems.map(formatProblem);

/** An endpoint with one OpenAI chat model, some fields of which are others. */
export const model = (fields: Fields): Fields =>
  serving({
    name: "gpt",
    externalModel: {
      provider: "openai",
      name: "gpt-5.4",
      task: "llm/v1/chat",
      openaiConfig: { openaiApiKey: key("openai") },
      ...fields,
    },
  });

/** The same with these settings of OpenAI. */
export const openai = (openaiConfig: Fields | undefined): Fields => model({ openaiConfig });

/** An endpoint with models `gpt` and `claude`, and these routes. */
export const routes = (...list: unknown[]): Fields => ({
  config: { servedEntities: [gpt(), claude()], trafficConfig: { routes: list } },
});
