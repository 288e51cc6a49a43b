import type { StoredEndpoint, StoredEntity } from "../serving/stored-endpoint";
import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import type { Usage } from "../models/answer";
import type { Query } from "../models/query";

/** What became of one request of the data plane. */
export interface FinishedCall {
  endpoint: StoredEndpoint;
  identity: Identity;
  requestId: string;
  startedAt: number;
  query: Query | undefined;
  requestText: string;
  status: number;
  entity: StoredEntity | undefined;
  usage: Usage | undefined;
  /** The answer's body; a stream's pieces put together. */
  response: string;
}

/** Documented: larger payloads are not logged. */
const MAX_PAYLOAD = 1024 * 1024;

/** Rows that a table keeps: the oldest make room, so that an emulator left running does not grow for ever. */
const MAX_USAGE_ROWS = 50_000;
const MAX_PAYLOAD_ROWS = 2000;

/** Writes a call into the tables that the endpoint asks for: `system.serving.endpoint_usage` and its inference table. */
export function recordCall(call: FinishedCall, workspace: Workspace): void {
  const { endpoint, entity, query, usage } = call;
  const { world } = workspace;
  const gateway = endpoint.aiGateway;
  const requestTime = new Date(call.startedAt).toISOString();
  if (gateway?.usage_tracking_config?.enabled) {
    world.usage.push({
      databricks_request_id: call.requestId,
      client_request_id: query?.clientRequestId ?? null,
      requester: call.identity.userName,
      status_code: call.status,
      request_time: requestTime,
      input_token_count: usage?.prompt_tokens ?? 0,
      output_token_count: usage?.completion_tokens ?? 0,
      usage_context: query?.usageContext ?? null,
      request_streaming: query?.stream ?? false,
      served_entity_id: entity?.id ?? null,
      endpoint_name: endpoint.name,
    });
    if (world.usage.length > MAX_USAGE_ROWS) world.usage.shift();
  }
  const captured = gateway?.inference_table_config?.enabled || isAutoCaptured(endpoint);
  if (!captured || call.requestText.length > MAX_PAYLOAD || call.response.length > MAX_PAYLOAD) return;
  const rows = (world.payloads[endpoint.name] ??= []);
  rows.push({
    databricks_request_id: call.requestId,
    request_date: requestTime.slice(0, 10),
    client_request_id: query?.clientRequestId ?? null,
    request_time: requestTime,
    status_code: call.status,
    sampling_fraction: 1,
    execution_duration_ms: workspace.clock.now() - call.startedAt,
    request: call.requestText,
    response: call.response,
    logging_error_codes: [],
    served_entity_id: entity?.id ?? null,
    requester: call.identity.userName,
  });
  if (rows.length > MAX_PAYLOAD_ROWS) rows.shift();
}

function isAutoCaptured({ config }: StoredEndpoint): boolean {
  const capture = config?.autoCapture;
  return capture !== undefined && capture.enabled !== false;
}
