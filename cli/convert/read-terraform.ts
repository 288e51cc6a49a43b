import { servingEndpoint } from "../../provider/resources/serving-endpoint";
import type { Json } from "../../provider/schema/json";
import { fieldsOf, listOf, type Fields } from "../../provider/schema/plain-object";
import { CommandFailed } from "../kit/command-failed";
import type { Declared } from "./declared-endpoint";
import { toWire } from "./to-wire";

/** Attributes that the workspace fills in. */
const COMPUTED = new Set(["id", "serving_endpoint_id", "endpoint_url", "provider_config"]);

interface Resource {
  readonly address: string;
  readonly type: string;
  readonly values: Fields;
}

/**
 * Reads what `terraform show -json` prints of a state or a plan.
 *
 * @throws CommandFailed where it is something else
 */
export function readTerraform(text: string): Declared {
  const shown = parse(text);
  const root = fieldsOf(fieldsOf(shown["values"] ?? shown["planned_values"])["root_module"]);
  const resources = resourcesOf(root);
  const keys = secretsOf(resources);
  const left: { what: string; why: string }[] = [];
  const claimed = new Set<string>();
  const endpoints = resources
    .filter(({ type }) => type === "databricks_model_serving")
    .map(({ address, values }) => {
      const own = Object.fromEntries(Object.entries(values).filter(([name]) => !COMPUTED.has(name)));
      const body = toWire(servingEndpoint.inputs, asReferences(own, keys), "", (path) =>
        left.push({ what: `${address}: ${path}`, why: "this package has no such argument" }),
      );
      const permissions = permissionsOf(values, address, resources, shown);
      if (permissions !== undefined) claimed.add(permissions.address);
      return {
        address,
        body: fieldsOf(body) as Record<string, Json>,
        permissions: permissions?.list,
      };
    });
  for (const { address, type } of resources) {
    if (type === "databricks_model_serving" || claimed.has(address)) continue;
    left.push({ what: address, why: reasons[type] ?? `${type} stays with Terraform` });
  }
  return { endpoints, left };
}

const reasons: Readonly<Record<string, string>> = {
  databricks_secret: "the secret stays where it is; the program refers to it",
  databricks_secret_scope: "the scope stays where it is; the program refers to it",
  databricks_permissions: "it belongs to no endpoint of this state or plan",
};

function parse(text: string): Fields {
  let shown: Fields;
  try {
    shown = fieldsOf(JSON.parse(text));
  } catch (error) {
    throw new CommandFailed(
      `this is not JSON (${(error as Error).message}); give what \`terraform show -json\` prints`,
    );
  }
  if (shown["values"] !== undefined || shown["planned_values"] !== undefined) return shown;
  const raw = shown["resources"] === undefined ? "" : " This looks like the state file itself:";
  throw new CommandFailed(
    `there is neither \`values\` nor \`planned_values\` in it.${raw} give what \`terraform show -json\` prints.`,
  );
}

function resourcesOf(module: Fields): Resource[] {
  const own = listOf(module["resources"])
    .map(fieldsOf)
    .filter(({ mode, type }) => mode !== "data" && String(type).startsWith("databricks_"))
    .map(({ address, type, values }) => ({
      address: String(address),
      type: String(type),
      values: fieldsOf(values),
    }));
  return [...own, ...listOf(module["child_modules"]).map(fieldsOf).flatMap(resourcesOf)];
}

/** References to the secrets of this state, by the value that each holds. */
function secretsOf(resources: readonly Resource[]): Map<unknown, string> {
  return new Map(
    resources
      .filter(
        ({ type, values }) => type === "databricks_secret" && typeof values["string_value"] === "string",
      )
      .map(({ values: { string_value: value, scope, key } }) => [
        value,
        `{{secrets/${String(scope)}/${String(key)}}}`,
      ]),
  );
}

/** Plaintext keys as references to the secret that holds the same. */
function asReferences(value: unknown, keys: ReadonlyMap<unknown, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => asReferences(item, keys));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const reference = name.endsWith("_plaintext") ? keys.get(item) : undefined;
      return reference === undefined
        ? [name, asReferences(item, keys)]
        : [name.replace(/_plaintext$/, ""), reference];
    }),
  );
}

function permissionsOf(
  values: Fields,
  endpoint: string,
  resources: readonly Resource[],
  shown: Fields,
): { address: string; list: Record<string, Json>[] } | undefined {
  const found = resources.find(
    ({ address, type, values: own }) =>
      type === "databricks_permissions" &&
      ((own["serving_endpoint_id"] !== undefined &&
        own["serving_endpoint_id"] === values["serving_endpoint_id"]) ||
        refersTo(address, endpoint, shown)),
  );
  if (found === undefined) return undefined;
  const list = listOf(found.values["access_control"])
    .map(fieldsOf)
    .map((entry) =>
      Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null && value !== "")),
    );
  return { address: found.address, list: list as Record<string, Json>[] };
}

/** A plan does not know the id of an endpoint that it creates, and says which expression gives it. */
function refersTo(permissions: string, endpoint: string, shown: Fields): boolean {
  const root = fieldsOf(fieldsOf(shown["configuration"])["root_module"]);
  const own = listOf(root["resources"])
    .map(fieldsOf)
    .find(({ address }) => address === permissions);
  const { references } = fieldsOf(fieldsOf(own?.["expressions"])["serving_endpoint_id"]);
  return listOf(references).includes(endpoint);
}
