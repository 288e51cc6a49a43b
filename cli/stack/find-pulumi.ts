import { findExecutable } from "../../provider/client/api/auth/find-executable";
import { CommandFailed } from "../kit/command-failed";

/** @throws CommandFailed where there is no Pulumi to ask */
export function findPulumi(environment: NodeJS.ProcessEnv): string {
  const file = findExecutable("pulumi", environment);
  if (file !== undefined) return file;
  throw new CommandFailed("the Pulumi CLI is not on the PATH; see https://www.pulumi.com/docs/install/");
}
