import type { StoredEndpoint, StoredEntity } from "../serving/stored-endpoint";
import type { Identity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import { addRow, MAX_PAYLOAD_ROWS, MAX_USAGE_ROWS } from "./add-row";
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

/** Writes a call into the tables that the endpoint asks for: `system.serving.endpoint_usage` and its inference table. */
export function recordCall(call: FinishedCall, workspace: Workspace): void {
  const { endpoint, entity, query, usage } = call;
  const { world } = workspace;
  const gateway = endpoint.aiGateway;
  const requestTime = new Date(call.startedAt).toISOString();
  if (gateway?.usage_tracking_config?.enabled) {
    addRow(world.usage, MAX_USAGE_ROWS, {
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
  }
  const captured = gateway?.inference_table_config?.enabled || isAutoCaptured(endpoint);
  if (!captured || call.requestText.length > MAX_PAYLOAD || call.response.length > MAX_PAYLOAD) return;
  const rows = (world.payloads[endpoint.name] ??= []);
  addRow(rows, MAX_PAYLOAD_ROWS, {
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
}

function isAutoCaptured({ config }: StoredEndpoint): boolean {
  const capture = config?.autoCapture;
  return capture !== undefined && capture.enabled !== false;
}
