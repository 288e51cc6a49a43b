import type { Connection } from "../../provider/client/api/connection";
import { ConnectionError } from "../../provider/client/api/connection-error";
import { HttpClient } from "../../provider/client/api/http-client";
import { Workspace } from "../../provider/client/workspace";
import { CommandFailed } from "../kit/command-failed";
import type { Terminal } from "../kit/terminal";
import { findConnection } from "./find-connection";
import type { WorkspaceOptions } from "./workspace-options";

/** @throws CommandFailed where host or credentials are missing, with the ways to give them */
export async function openConnection(given: WorkspaceOptions, terminal: Terminal): Promise<Connection> {
  const { connection, configProblem } = await findConnection(given, terminal);
  if (!(connection instanceof ConnectionError)) return connection;
  const unread =
    configProblem === undefined ? "" : `\nThe stack's configuration could not be read: ${configProblem}`;
  throw new CommandFailed(connection.message + unread);
}

/** The same as the calls that can be made of it. */
export async function openWorkspace(given: WorkspaceOptions, terminal: Terminal): Promise<Workspace> {
  return new Workspace(new HttpClient(await openConnection(given, terminal)));
}
