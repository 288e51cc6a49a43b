import {
  resolveConnection,
  type Connection,
  type ConnectionSettings,
} from "../../provider/client/api/connection";
import { ConnectionError } from "../../provider/client/api/connection-error";
import { HttpClient } from "../../provider/client/api/http-client";
import { checkNode, checkPulumi, checkPulumiSdk } from "./check-tools";
import { checkEndpoints, checkHost, checkIdentity, checkSecretScopes } from "./check-workspace";
import { bad, type Finding } from "./finding";

export interface Patient {
  settings: ConnectionSettings;
  environment: NodeJS.ProcessEnv;
  /** Folder of the Pulumi program. */
  folder: string;
}

/** Looks at everything that a deployment needs, and tells each finding as soon as it is there. Changes nothing. */
export async function diagnose(patient: Patient, tell: (finding: Finding) => void): Promise<void> {
  const { settings, environment, folder } = patient;
  tell(checkNode());
  tell(await checkPulumi(environment));
  tell(checkPulumiSdk(folder));

  let connection: Connection;
  try {
    connection = resolveConnection(settings, environment);
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    const [problem = "", ...rest] = error.message.split("\n");
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
