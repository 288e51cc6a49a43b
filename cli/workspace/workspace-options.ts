import { text, type Values } from "../kit/param";

/** Options of each command that talks to a workspace. What is not given is found as a deployment finds it. */
export const workspaceOptions = {
  host: text("address", "address of the workspace"),
  profile: text("name", "section of the configuration file"),
  configFile: text("file", "the configuration file (default: ~/.databrickscfg)"),
  authType: text("method", "the one way to sign in, such as oauth-m2m"),
  stack: text("name", "stack whose configuration says where (default: the selected one)"),
} as const;

export type WorkspaceOptions = Values<typeof workspaceOptions>;
