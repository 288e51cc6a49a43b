import { readFileSync } from "node:fs";
import type { ServingEndpointState } from "../../provider/resources/serving-endpoint";
import { fieldsOf, listOf, type Fields } from "../../provider/schema/plain-object";
import { CommandFailed } from "../kit/command-failed";
import type { MovableEndpoint } from "./movable-endpoint";

const TYPE = "pulumi-nodejs:dynamic/databricks:ServingEndpoint";

/**
 * An endpoint as a stack's state holds it, without a look at the workspace.
 *
 * @param file what `pulumi stack export` wrote
 * @throws CommandFailed where it holds no such endpoint
 */
export function endpointInState(file: string, name: string): MovableEndpoint {
  const resources = listOf(fieldsOf(fieldsOf(read(file))["deployment"])["resources"]).map(fieldsOf);
  const endpoints = resources.filter(({ type }) => type === TYPE).map(({ outputs }) => fieldsOf(outputs));
  const found = endpoints.find((outputs) => outputs["name"] === name);
  if (found === undefined) {
    const names = endpoints.map((outputs) => JSON.stringify(outputs["name"])).join(", ");
    throw new CommandFailed(
      `${file} holds no endpoint ${JSON.stringify(name)}${names === "" ? "" : `; it holds ${names}`}.`,
    );
  }
  const { secretValues: _, ...state } = found;
  const inputs = state as ServingEndpointState;
  return {
    host: hostIn(state),
    answer: {
      name,
      inputs,
      effectiveBudgetPolicy: undefined,
    },
    permissions: inputs.accessControlList ?? [],
  };
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } catch (error) {
    throw new CommandFailed(
      `${file} cannot be read as what \`pulumi stack export\` writes: ${(error as Error).message}`,
    );
  }
}

function hostIn({ workspaceHost, endpointUrl }: Fields): string {
  if (typeof workspaceHost === "string") return workspaceHost;
  return typeof endpointUrl === "string" && URL.canParse(endpointUrl)
    ? new URL(endpointUrl).origin
    : "the stack";
}
