import { fieldsOf, listOf, type Fields } from "../../provider/schema/plain-object";
import { CommandFailed } from "../kit/command-failed";
import { runTool } from "../kit/run-tool";
import type { Terminal } from "../kit/terminal";
import { findPulumi } from "./find-pulumi";
import { SIGNATURE } from "../../provider/pulumi/signature";

/** A resource of this package in a stack's state. */
export interface StackResource {
  readonly urn: string;
  /** Name in the program. */
  readonly name: string;
  /** Such as `ServingEndpoint`. */
  readonly type: string;
  readonly id: string;
  readonly inputs: Fields;
  readonly outputs: Fields;
}

export const RESOURCE_TYPE = /^(?:pulumi-nodejs:dynamic\/databricks|databricks-serving:index):(\w+)$/;

/**
 * The resources of this package in a stack's state.
 *
 * @param stack its name; undefined for the selected one
 * @throws CommandFailed where there is no Pulumi, no project, or no stack
 */
export async function readStack(
  stack: string | undefined,
  { folder, environment }: Pick<Terminal, "folder" | "environment">,
): Promise<StackResource[]> {
  const file = findPulumi(environment);
  const args = ["stack", "export", "--non-interactive", ...(stack === undefined ? [] : ["--stack", stack])];
  const env = { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const ask = (...more: string[]) => runTool(file, [...args, ...more], { folder, environment: env });
  // A property that holds a secret is secret as a whole; without the key, the rest of the state can still be read.
  const whole = await ask("--show-secrets");
  const { ok, stdout, complaint } = whole.ok ? whole : await ask();
  if (!ok) throw new CommandFailed(`the stack's state cannot be read: ${complaint}`);
  const { deployment } = JSON.parse(stdout) as { deployment?: { resources?: unknown[] } };
  return listOf(deployment?.resources).map(fieldsOf).flatMap(resourceOf);
}

function resourceOf(resource: Fields): StackResource[] {
  const [, type] = RESOURCE_TYPE.exec(String(resource["type"])) ?? [];
  if (type === undefined || resource["delete"] === true) return [];
  const urn = String(resource["urn"]);
  return [
    {
      urn,
      name: urn.slice(urn.lastIndexOf("::") + 2),
      type,
      id: String(resource["id"] ?? ""),
      inputs: fieldsOf(opened(resource["inputs"])),
      outputs: fieldsOf(opened(resource["outputs"])),
    },
  ];
}

/** Secrets as the values that they hold, where those could be decrypted; undefined where not. */
function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (value === null || typeof value !== "object") return value;
  const fields = fieldsOf(value);
  if (SIGNATURE in fields) {
    return typeof fields["plaintext"] === "string" ? JSON.parse(fields["plaintext"]) : undefined;
  }
  return Object.fromEntries(Object.entries(fields).map(([name, item]) => [name, opened(item)]));
}
