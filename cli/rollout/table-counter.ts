import type { Workspace } from "../../provider/client/workspace";
import { CommandFailed } from "../kit/command-failed";
import type { RequestCounter } from "./request-counts";
import { runStatement } from "./run-statement";

const COUNTS = "SELECT count(*), count_if(status_code >= 400)";

/** What is counted, and where. */
interface Counted {
  readonly source: string;
  /** Names its parameters as `:name`; `:since` is the moment from which on it counts. */
  readonly statement: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Counts by `system.serving.endpoint_usage`, which usage tracking writes.
 *
 * @see https://docs.databricks.com/aws/en/ai-gateway/configure-ai-gateway-endpoints
 */
export const endpointTableCounter = (
  endpoint: string,
  model: string,
  warehouse: string,
  workspace: Workspace,
): RequestCounter =>
  tableCounter(
    {
      source: "system.serving.endpoint_usage",
      statement:
        `${COUNTS} FROM system.serving.endpoint_usage AS used JOIN system.serving.served_entities AS served ` +
        "ON used.served_entity_id = served.served_entity_id WHERE served.endpoint_name = :endpoint " +
        "AND served.served_entity_name = :model AND used.request_time >= :since",
      parameters: { endpoint, model },
    },
    warehouse,
    workspace,
  );

/**
 * Counts by a model service's inference table.
 *
 * @throws CommandFailed where it has none
 * @see https://docs.databricks.com/aws/en/ai-gateway/inference-tables-beta
 */
export async function serviceTableCounter(
  fullName: string,
  destination: string,
  warehouse: string,
  workspace: Workspace,
): Promise<RequestCounter> {
  const table = (await workspace.modelServices.get(fullName))?.inputs.config?.inferenceTable?.table;
  if (table === undefined) {
    throw new CommandFailed(
      `Model service ${JSON.stringify(fullName)} has no inference table, so that nothing tells how its destinations answer. ` +
        'Give it one: config: { …, inferenceTable: { parent: "<catalog>.<schema>" } }.',
    );
  }
  const quoted = table
    .slice(table.indexOf("/") + 1)
    .split(".")
    .map((part) => `\`${part.replaceAll("`", "``")}\``)
    .join(".");
  return tableCounter(
    {
      source: `the inference table ${table}`,
      statement: `${COUNTS} FROM ${quoted} WHERE destination_name = :destination AND event_time >= :since`,
      parameters: { destination },
    },
    warehouse,
    workspace,
  );
}

function tableCounter(
  { source, statement, parameters }: Counted,
  warehouse: string,
  { http }: Workspace,
): RequestCounter {
  let since = new Date();
  const texts = Object.entries(parameters).map(([name, value]) => [name, { value, type: "STRING" as const }]);
  async function count() {
    const moment = { value: since.toISOString(), type: "TIMESTAMP" as const };
    const [requests, errors] = await runStatement(http, {
      warehouse,
      text: statement,
      parameters: { ...Object.fromEntries(texts), since: moment },
    });
    // Numbers come as texts.
    const counts = { requests: Number(requests ?? NaN), errors: Number(errors ?? NaN) };
    if (Number.isInteger(counts.requests) && Number.isInteger(counts.errors)) return counts;
    throw new CommandFailed(`${source} was counted, and the answer is no numbers.`);
  }
  return {
    source,
    async begin() {
      since = new Date();
      // Whoever may not read it learns so before any traffic has moved.
      await count();
    },
    sinceBegin: count,
  };
}
