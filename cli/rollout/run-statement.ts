import type { HttpClient } from "../../provider/client/api/http-client";
import { systemClock } from "../../provider/client/api/clock";
import type { Json } from "../../provider/schema/json";
import { fieldsOf, listOf } from "../../provider/schema/plain-object";
import { CommandFailed } from "../kit/command-failed";

const STATEMENTS = "/api/2.0/sql/statements";
const POLL_MS = 1000;
const LONGEST_MS = 5 * 60_000;

/** A statement for a SQL warehouse; its parameters stand in it as `:name`. */
export interface Statement {
  readonly warehouse: string;
  readonly text: string;
  readonly parameters: Readonly<
    Record<string, { readonly value: string; readonly type: "STRING" | "TIMESTAMP" }>
  >;
}

/**
 * Runs a statement that reads, and answers its first row. A warehouse that stands still takes minutes to start.
 *
 * @throws CommandFailed with the warehouse's reason
 * @see https://docs.databricks.com/api/workspace/statementexecution
 */
export async function runStatement(
  http: HttpClient,
  { warehouse, text, parameters }: Statement,
): Promise<Json[]> {
  const giveUpAt = systemClock.now() + LONGEST_MS;
  let { value } = await http.request("POST", STATEMENTS, {
    body: {
      warehouse_id: warehouse,
      statement: text,
      parameters: Object.entries(parameters).map(([name, parameter]) => ({ name, ...parameter })),
      wait_timeout: "30s",
      on_wait_timeout: "CONTINUE",
    },
    // It only reads.
    repeatable: true,
  });
  for (;;) {
    const { statement_id: id, status, result } = fieldsOf(value);
    const { state, error } = fieldsOf(status);
    if (state === "SUCCEEDED") {
      const [row] = listOf(fieldsOf(result)["data_array"]);
      return listOf(row) as Json[];
    }
    if ((state !== "PENDING" && state !== "RUNNING") || typeof id !== "string") {
      const why = fieldsOf(error)["message"];
      throw new CommandFailed(
        `The SQL warehouse ${warehouse} could not count the requests (${String(state)}): ${typeof why === "string" ? why : "it gives no reason"}`,
      );
    }
    if (systemClock.now() > giveUpAt)
      throw new CommandFailed(`The SQL warehouse ${warehouse} did not count the requests within 5 min.`);
    await systemClock.sleep(POLL_MS);
    ({ value } = await http.request("GET", `${STATEMENTS}/${encodeURIComponent(id)}`, {}));
  }
}
