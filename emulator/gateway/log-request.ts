import { addRow, MAX_PAYLOAD_ROWS, MAX_USAGE_ROWS } from "../invocations/add-row";
import type { Usage } from "../models/answer";
import type { Query } from "../models/query";
import { TABLE_BINDING } from "../unity-catalog/inference-table";
import type { StoredService } from "../unity-catalog/stored-service";
import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import type { Candidate } from "./order-destinations";

/** What became of one request to a service. */
export interface FinishedRequest {
  service: StoredService;
  identity: Identity;
  requestId: string;
  apiType: string;
  startedAt: number;
  query: Query | undefined;
  /** What was sent to, in order; the last one answered or failed last. */
  tried: Candidate[];
  status: number;
  usage: Usage | undefined;
  request: string;
  /** The answer's body; a stream's pieces put together. */
  response: string;
}

/** Documented: larger payloads are not logged. */
const MAX_PAYLOAD = 1024 * 1024;

/**
 * Writes a request into `system.ai_gateway.usage`, which is always on, and into the service's inference table. What the
 * columns are called follows Databricks' public pages; there is no reference of them.
 */
export function logRequest(request: FinishedRequest, workspace: Workspace): void {
  const { service, identity, tried, usage, query } = request;
  const { world } = workspace;
  const last = tried.at(-1);
  const row = {
    request_id: request.requestId,
    client_request_id: query?.clientRequestId ?? null,
    event_time: new Date(request.startedAt).toISOString(),
    service_type: service.kind,
    service_name: service.fullName,
    api_type: request.apiType,
    destination_name: last?.name ?? null,
    destination_model: last?.backing?.model ?? null,
    attempts: tried.length,
    requester: identity.userName,
    status_code: request.status,
    latency_ms: workspace.clock.now() - request.startedAt,
    input_tokens: usage?.prompt_tokens ?? 0,
    output_tokens: usage?.completion_tokens ?? 0,
    total_tokens: usage?.total_tokens ?? 0,
    usage_context: query?.usageContext ?? null,
  };
  addRow(world.usage, MAX_USAGE_ROWS, row);
  const id = service.bindings[TABLE_BINDING];
  const table = Object.values(world.unityCatalog.tables).find((one) => one.id === id);
  if (table === undefined || request.request.length > MAX_PAYLOAD || request.response.length > MAX_PAYLOAD)
    return;
  addRow(table.rows, MAX_PAYLOAD_ROWS, {
    ...row,
    request: request.request,
    response: request.response,
    logging_error_codes: [],
  });
}
