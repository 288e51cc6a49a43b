import { ConnectionError } from "../../provider/client/api/connection-error";
import { HttpClient } from "../../provider/client/api/http-client";
import type { Terminal } from "../kit/terminal";
import { findConnection } from "../workspace/find-connection";
import type { WorkspaceOptions } from "../workspace/workspace-options";
import { checkStackState } from "./check-stack-state";
import { checkNode, checkPackages, checkPulumi } from "./check-tools";
import { checkEndpoints, checkHost, checkIdentity, checkSecretScopes } from "./check-workspace";
import { bad, warning, type Finding } from "./finding";

/** Looks at everything that a deployment needs, and tells each finding as soon as it is there. Changes nothing. */
export async function diagnose(
  given: WorkspaceOptions,
  terminal: Pick<Terminal, "environment" | "folder">,
  tell: (finding: Finding) => void,
): Promise<void> {
  tell(checkNode());
  tell(await checkPulumi(terminal.environment));
  for (const finding of checkPackages(terminal.folder)) tell(finding);

  const { connection, configProblem } = await findConnection(given, terminal);
  if (configProblem !== undefined) {
    tell((await checkStackState(configProblem, terminal)) ?? unreadConfig(configProblem));
  }
  if (connection instanceof ConnectionError) {
    const [problem = "", ...rest] = connection.message.split("\n");
    tell(bad(problem, rest.join("\n") || "Give it, and run this again."));
    return;
  }
  const host = checkHost(connection.host);
  tell(host);
  if (host.verdict === "bad") return;

  const client = new HttpClient(connection);
  const identity = await checkIdentity(client);
  for (const finding of identity) tell(finding);
  // What follows would only repeat it.
  if (identity.some(({ verdict }) => verdict === "bad")) return;
  tell(await checkEndpoints(client));
  tell(await checkSecretScopes(client));
}

/** A deployment stops for the same reason, where it needs the stack at all. */
function unreadConfig(problem: string): Finding {
  return warning(
    `The configuration of the stack cannot be read: ${problem.split("\n")[0]}`,
    "What `pulumi config` holds of databricks:host, databricks:token and so on is not seen here. Mend this, and run it again.",
  );
}
