import { ConnectionError } from "../../provider/client/api/connection-error";
import { HttpClient } from "../../provider/client/api/http-client";
import { Workspace } from "../../provider/client/workspace";
import { CommandFailed } from "../kit/command-failed";
import type { Terminal } from "../kit/terminal";
import { findConnection } from "./find-connection";
import type { WorkspaceOptions } from "./workspace-options";

/** @throws CommandFailed where host or credentials are missing, with the ways to give them */
export async function openWorkspace(given: WorkspaceOptions, terminal: Terminal): Promise<Workspace> {
  const { connection, configProblem } = await findConnection(given, terminal);
  if (!(connection instanceof ConnectionError)) return new Workspace(new HttpClient(connection));
  const unread =
    configProblem === undefined ? "" : `\nThe stack's configuration could not be read: ${configProblem}`;
  throw new CommandFailed(connection.message + unread);
}
