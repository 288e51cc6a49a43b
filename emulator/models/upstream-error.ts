/** A failure of the model's side, on its way to the client or to the next entity. */
export class UpstreamError extends Error {
  constructor(
    readonly status: number,
    readonly provider: string,
    message: string,
    /** The provider's own error body. */
    readonly providerError: Record<string, unknown>,
  ) {
    super(message);
  }

  /** Documented for fallback: rate limits and server errors are tried elsewhere, a client's mistake is not. */
  get triesNext(): boolean {
    return this.status === 429 || this.status >= 500;
  }
}

/** An error as this provider words it. */
export function upstreamError(provider: string, status: number, message: string): UpstreamError {
  return new UpstreamError(status, provider, message, providerBody(provider, status, message));
}

function providerBody(provider: string, status: number, message: string): Record<string, unknown> {
  switch (provider) {
    case "openai":
      return {
        error: {
          message,
          type: status === 429 ? "requests" : "invalid_request_error",
          param: null,
          code: openaiCode(status),
        },
      };
    case "anthropic":
      return { type: "error", error: { type: anthropicType(status), message } };
    case "google-cloud-vertex-ai":
    case "gemini-enterprise":
      return {
        error: { code: status, message, status: status === 404 ? "NOT_FOUND" : "FAILED_PRECONDITION" },
      };
    case "cohere":
    case "amazon-bedrock":
      return { message };
    default:
      return { error_code: status, message };
  }
}

function openaiCode(status: number): string | null {
  const codes: Record<number, string> = {
    401: "invalid_api_key",
    404: "model_not_found",
    429: "rate_limit_exceeded",
  };
  return codes[status] ?? null;
}

function anthropicType(status: number): string {
  const types: Record<number, string> = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    429: "rate_limit_error",
    529: "overloaded_error",
  };
  return types[status] ?? "api_error";
}

const CODES: Record<number, string> = {
  400: "BAD_REQUEST",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "REQUEST_LIMIT_EXCEEDED",
  500: "INTERNAL_ERROR",
  503: "TEMPORARILY_UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

/** The body that the workspace answers: the provider's error as a JSON string inside the message (seen in 2026). */
export function upstreamErrorBody(error: UpstreamError): Record<string, unknown> {
  return {
    error_code: CODES[error.status] ?? (error.status >= 500 ? "INTERNAL_ERROR" : "BAD_REQUEST"),
    message: JSON.stringify({
      external_model_provider: error.provider,
      external_model_error: error.providerError,
    }),
  };
}
