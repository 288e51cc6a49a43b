import type { ModelQuestion } from "../../provider/catalog";
import { hostOf } from "./host-of";
import type { ModelView } from "./model-view";

/** OpenAI's own hosts, those of its regions included. */
const OPENAI_HOST = /(?:^|\.)api\.openai\.com$/;

/**
 * What the catalogue is asked of a model; undefined while too little is known. While the API type is not known, models of
 * each type are taken.
 */
export function questionOf({ provider, task, model, connection }: ModelView): ModelQuestion | undefined {
  if (provider === undefined || task === undefined || model === undefined) return undefined;
  const { openaiApiType, bedrockProvider, hasBase, base } = connection;
  const host = base && hostOf(base.value);
  const ownServer =
    provider === "openai" && hasBase && openaiApiType !== "azure" && openaiApiType !== "azuread"
      ? host === undefined || !OPENAI_HOST.test(host)
      : false;
  return {
    provider,
    task,
    model,
    ownServer,
    ...(openaiApiType === undefined ? {} : { openaiApiType }),
    ...(bedrockProvider === undefined ? {} : { bedrockProvider: bedrockProvider.value }),
  };
}
