import type { UpdateCall } from "../schema/field-facts";

/** What an update call changes, and by which request. */
interface UpdateRequest {
  /** What of the endpoint it changes, for people. */
  readonly what: string;
  /** Method and path, as the REST reference writes them. */
  readonly request: string;
  /** Whether the endpoint rolls it out afterwards, which is waited for. */
  readonly rollsOut?: true;
}

/** The request behind each update call. */
export const UPDATE_REQUESTS: Readonly<Record<UpdateCall, UpdateRequest>> = {
  patchTags: { what: "tags", request: "PATCH /api/2.0/serving-endpoints/{name}/tags" },
  putAiGateway: { what: "the AI gateway", request: "PUT /api/2.0/serving-endpoints/{name}/ai-gateway" },
  putRateLimits: { what: "rate limits", request: "PUT /api/2.0/serving-endpoints/{name}/rate-limits" },
  putPermissions: { what: "permissions", request: "PUT /api/2.0/permissions/serving-endpoints/{id}" },
  putConfig: {
    what: "the config",
    request: "PUT /api/2.0/serving-endpoints/{name}/config",
    rollsOut: true,
  },
  patchNotifications: {
    what: "notifications",
    request: "PATCH /api/2.0/serving-endpoints/{name}/notifications",
  },
  patchTelemetry: {
    what: "telemetry",
    request: "PATCH /api/2.0/serving-endpoints/{name}/telemetry-config",
    rollsOut: true,
  },
};

/** Fields in one line: the first three, and how many more. */
export function fewOf(fields: readonly string[]): string {
  const more = fields.length > 3 ? ` and ${fields.length - 3} more` : "";
  return `${fields.slice(0, 3).join(", ")}${more}`;
}

/** What a call will do, as a preview says it. */
export function willMake(call: UpdateCall, fields: readonly string[]): string {
  const { what, request, rollsOut } = UPDATE_REQUESTS[call];
  const wait = rollsOut === true ? ", and wait for its roll-out" : "";
  return `will update ${what} (${fewOf(fields)}) by ${request}${wait}`;
}
