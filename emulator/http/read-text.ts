import type { IncomingMessage } from "node:http";
import { ApiError, malformedRequest } from "./api-error";

/**
 * Largest body of a request, in bytes. Documented for model serving ("16 MB per request"); the other APIs take less.
 *
 * @see https://docs.databricks.com/aws/en/machine-learning/model-serving/model-serving-limits
 */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** How much of a body that is too large is still taken in, so that the client reads the answer instead of a broken pipe. */
const MAX_DRAINED_BYTES = 4 * MAX_BODY_BYTES;

/** A body, also as text, or what is wrong with it. */
export interface BodyText {
  bytes: Buffer;
  text: string;
  problem?: ApiError;
}

/** Reads a body to its end, however it was framed. */
export async function readText(incoming: IncomingMessage): Promise<BodyText> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    else if (size > MAX_DRAINED_BYTES) break;
  }
  const bytes = Buffer.concat(chunks);
  if (size > MAX_BODY_BYTES) return { bytes, text: "", problem: payloadTooLarge(MAX_BODY_BYTES) };
  try {
    return { bytes, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return {
      bytes,
      text: "",
      problem: malformedRequest("Invalid JSON given in the body of the request - it is not UTF-8"),
    };
  }
}

/** The limits are documented; how they are reported is not. */
export const payloadTooLarge = (limit: number): ApiError =>
  new ApiError(413, "BAD_REQUEST", `Request size cannot exceed ${limit} bytes.`);
