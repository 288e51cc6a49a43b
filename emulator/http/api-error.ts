/**
 * An answer other than success, in the envelope that Databricks uses:
 * `{"error_code", "message", "details": [RequestInfo]}`.
 */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    readonly errorCode: string | number,
    message: string,
    readonly extra: { retryAfterSeconds?: number } = {},
  ) {
    super(message);
  }
}

export const invalidParameter = (message: string): ApiError =>
  new ApiError(400, "INVALID_PARAMETER_VALUE", message);

export const malformedRequest = (message: string): ApiError =>
  new ApiError(400, "MALFORMED_REQUEST", message);

export const doesNotExist = (message: string): ApiError =>
  new ApiError(404, "RESOURCE_DOES_NOT_EXIST", message);

export const permissionDenied = (message: string): ApiError =>
  new ApiError(403, "PERMISSION_DENIED", message);

export const resourceConflict = (message: string): ApiError =>
  new ApiError(409, "RESOURCE_CONFLICT", message);

/**
 * The body of an error answer. Real servers put a RequestInfo beside the two documented fields, which is what support
 * asks for, so a client has to find it there.
 */
export function errorEnvelope(error: ApiError, requestId: string): Record<string, unknown> {
  return {
    error_code: error.errorCode,
    message: error.message,
    details: [
      { "@type": "type.googleapis.com/google.rpc.RequestInfo", request_id: requestId, serving_data: "" },
    ],
  };
}
