import type { Workspace } from "../workspace/workspace";
import { bindingKey, destinationsOf } from "./check-routing";
import { backingOf } from "./destination-backing";
import type { StoredModelService } from "./stored-service";

/** Which unified API the gateway offers for a provider's native one, translating where they differ. */
const UNIFIED: Record<string, string> = {
  "openai/v1/chat/completions": "mlflow/v1/chat/completions",
  "openai/v1/responses": "mlflow/v1/responses",
  "openai/v1/completions": "mlflow/v1/completions",
  "openai/v1/embeddings": "mlflow/v1/embeddings",
  "anthropic/v1/messages": "mlflow/v1/chat/completions",
  "gemini/v1beta/generateContent": "mlflow/v1/chat/completions",
};

/** The APIs that something with these native ones can be asked through, unified ones included. */
export function offeredApiTypes(native: readonly string[]): string[] {
  const unified = native.flatMap((type) => (type in UNIFIED ? [UNIFIED[type]!] : []));
  return [...new Set([...native, ...unified])];
}

/** "Derived from the backing models and providers at read time": what some destination that still exists offers. */
export function supportedApiTypes(service: StoredModelService, workspace: Workspace): string[] {
  const offered = destinationsOf(service.config).flatMap(([which, destination]) => {
    const bound = service.bindings[bindingKey(which, destination.name!)];
    return offeredApiTypes(backingOf(destination, bound, workspace)?.apiTypes ?? []);
  });
  return [...new Set(offered)].toSorted();
}
