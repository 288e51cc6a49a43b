import { payloadTooLarge } from "../http/read-text";
import type { StoredEndpoint } from "../serving/stored-endpoint";

/** Documented: "for endpoints serving foundation models, external models, or AI agents the limit is 4 MB". */
const MAX_BYTES = 4 * 1024 * 1024;

/** @throws ApiError 413 for a request that is larger than the endpoint takes. */
export function assertPayloadSize({ kind }: StoredEndpoint, text: string): void {
  if (kind !== "CUSTOM_MODEL" && Buffer.byteLength(text) > MAX_BYTES) throw payloadTooLarge(MAX_BYTES);
}
