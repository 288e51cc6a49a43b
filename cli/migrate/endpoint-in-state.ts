import { readFileSync } from "node:fs";
import { entityName } from "../../provider/resources/entity-name";
import type { ServingEndpointState } from "../../provider/resources/serving-endpoint";
import { fieldsOf, listOf, type Fields } from "../../provider/schema/plain-object";
import { nearest } from "../../provider/text/nearest";
import { CommandFailed } from "../kit/command-failed";
import type { MovableEndpoint } from "./movable-endpoint";

/** This package's resources, by the dynamic provider or by the plugin. */
const OWN_TYPE = /^(?:pulumi-nodejs:dynamic\/databricks|databricks-serving:index):(\w+)$/;
/** The bridged one of `@pulumi/databricks`, whose outputs are named alike. */
const BRIDGED = "databricks:index/modelServing:ModelServing";

const kindOf = (type: unknown): string | undefined =>
  type === BRIDGED ? "ServingEndpoint" : OWN_TYPE.exec(String(type))?.[1];

/**
 * An endpoint as a stack's state holds it, without a look at the workspace: with the models that the stack attaches to it,
 * and the split that it has of its own.
 *
 * @param file what `pulumi stack export` wrote
 * @throws CommandFailed where it holds no such endpoint
 */
export function endpointInState(file: string, name: string): MovableEndpoint {
  const resources = listOf(fieldsOf(fieldsOf(read(file))["deployment"])["resources"]).map(fieldsOf);
  // What is only there to be deleted was replaced by another.
  const ofKind = (kind: string): Fields[] =>
    resources
      .filter(({ type, delete: replaced }) => kindOf(type) === kind && replaced !== true)
      .map(({ outputs }) => fieldsOf(outputs));
  const endpoints = ofKind("ServingEndpoint");
  const found = endpoints.find((outputs) => outputs["name"] === name);
  if (found === undefined) throw notThere(file, name, endpoints);
  const { secretValues: _, ...state } = found;
  const inputs = withParts(state, {
    attached: ofKind("ExternalModel").filter(({ endpoint }) => endpoint === name),
    split: ofKind("TrafficSplit").find(({ endpoint }) => endpoint === name),
  }) as ServingEndpointState;
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

function notThere(file: string, name: string, endpoints: readonly Fields[]): CommandFailed {
  const names = endpoints.map((outputs) => String(outputs["name"]));
  const near = nearest(name, names);
  const others =
    near !== undefined
      ? `; did you mean ${JSON.stringify(near)}?`
      : names.length === 0
        ? ". It holds none at all."
        : `; it holds ${names.map((one) => JSON.stringify(one)).join(", ")}.`;
  return new CommandFailed(`${file} holds no endpoint ${JSON.stringify(name)}${others}`);
}

/** The endpoint's config with what other resources of the stack own of it. */
function withParts(
  state: Fields,
  { attached, split }: { readonly attached: readonly Fields[]; readonly split: Fields | undefined },
): Fields {
  const config = fieldsOf(state["config"]);
  const own = listOf(config["servedEntities"]);
  const models = attached.map((outputs) => {
    const { provider, name, task, servedModelName } = outputs;
    const settings = Object.entries(outputs).filter(([field]) => field.endsWith("Config"));
    const externalModel = { provider, name, task, ...Object.fromEntries(settings) };
    return { name: servedModelName ?? entityName({ externalModel }), externalModel };
  });
  return {
    ...state,
    config: {
      ...config,
      servedEntities: [...own, ...models],
      ...(split === undefined ? {} : { trafficConfig: { routes: split["routes"] } }),
    },
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
