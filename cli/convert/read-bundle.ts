import { parse } from "yaml";
import { servingEndpoint } from "../../provider/resources/serving-endpoint";
import type { Json } from "../../provider/schema/json";
import { fieldsOf, listOf, type Fields } from "../../provider/schema/plain-object";
import { CommandFailed } from "../kit/command-failed";
import type { Declared } from "./declared-endpoint";
import { toWire } from "./to-wire";

/**
 * Reads a bundle: what `databricks bundle validate -o json` prints, or YAML.
 *
 * @throws CommandFailed where it is something else
 */
export function readBundle(text: string): Declared {
  const resources = resourcesIn(text);
  const left: { what: string; why: string }[] = [];
  const endpoints = Object.entries(fieldsOf(resources["model_serving_endpoints"])).map(([key, declared]) => {
    const { permissions, lifecycle: _, id: __, url: ___, ...own } = fieldsOf(declared);
    const address = `resources.model_serving_endpoints.${key}`;
    const body = toWire(servingEndpoint.inputs, own, "", (path) =>
      left.push({ what: `${address}.${path}`, why: "this package has no such argument" }),
    );
    for (const path of unresolved(own)) {
      left.push({
        what: `${address}.${path}`,
        why: "it holds a variable; convert what `databricks bundle validate -o json` prints instead",
      });
    }
    return {
      address,
      body: fieldsOf(body) as Record<string, Json>,
      permissions: permissions === undefined ? undefined : listOf(permissions).map(fieldsOf).map(entryOf),
    };
  });
  for (const [kind, declared] of Object.entries(resources)) {
    if (kind === "model_serving_endpoints") continue;
    for (const key of Object.keys(fieldsOf(declared))) {
      left.push({ what: `resources.${kind}.${key}`, why: "it stays with the bundle" });
    }
  }
  return { endpoints, left };
}

function resourcesIn(text: string): Fields {
  let whole: Fields;
  try {
    // YAML holds JSON, too.
    whole = fieldsOf(parse(text, { merge: true }));
  } catch (error) {
    throw new CommandFailed(`this is neither YAML nor JSON: ${(error as Error).message}`);
  }
  const resources = fieldsOf(whole["resources"]);
  if (Object.keys(resources).length > 0) return resources;
  throw new CommandFailed(
    "there is no `resources` in it. A bundle spreads over several files: give what `databricks bundle validate -o json` prints.",
  );
}

/** `level` is the API's `permission_level`. */
function entryOf({ level, ...who }: Fields): Record<string, Json> {
  return { ...who, permission_level: level } as Record<string, Json>;
}

/** Paths of texts such as `${var.model}`. */
function unresolved(value: unknown, path = ""): string[] {
  if (typeof value === "string") return /\$\{[^}]+\}/.test(value) ? [path] : [];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) =>
    unresolved(item, path === "" ? key : `${path}.${key}`),
  );
}
