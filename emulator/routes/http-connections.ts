import { Hono } from "hono";
import * as z from "zod";
import { ApiError, doesNotExist, invalidParameter } from "../http/api-error";
import { parseJson } from "../http/parse-json";
import { newId } from "../workspace/identities";
import { readBody, type Env, type Workspace } from "../workspace/workspace";
import type { StoredConnection } from "../workspace/world";

const text = z.string().optional();
const record = z.record(z.string(), z.string()).optional();
const create = z.object({
  name: text,
  connection_type: text,
  options: record,
  comment: text,
  properties: record,
});
const change = z.object({ new_name: text, options: record, owner: text });
const call = z.object({
  connection_name: text,
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).optional(),
  path: text,
  headers: text,
  json: text,
  params: text,
});

/** What of the options is a credential, and is never shown. */
const SECRET_OPTIONS = /token|secret|password/;

const LONGEST_CALL_MS = 60_000;

/**
 * Connections of Unity Catalog to HTTP services.
 *
 * @see https://docs.databricks.com/api/workspace/connections
 */
export function httpConnections(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();
  const { world, clock } = workspace;

  app.get("/", (c) => c.json({ connections: Object.values(world.connections).map(shown) }));
  app.get("/:name", (c) => c.json(shown(findConnection(workspace, c.req.param("name")))));
  app.post("/", (c) => {
    const { name, connection_type: type, options = {}, ...rest } = readBody(c, workspace, create);
    if (!name) throw invalidParameter("Missing required field: name");
    if (type !== "HTTP")
      throw invalidParameter(`connection_type '${type}' is not emulated. Supported values: HTTP.`);
    for (const field of ["host", "port"]) {
      if (!options[field]) throw invalidParameter(`Missing required option: ${field}`);
    }
    addressOf(options);
    if (world.connections[name] !== undefined) {
      throw new ApiError(409, "CONNECTION_ALREADY_EXISTS", `Connection '${name}' already exists.`);
    }
    const owner = c.get("identity").userName;
    world.connections[name] = { name, id: newId(), owner, createdAt: clock.now(), options, ...rest };
    return c.json(shown(world.connections[name]));
  });
  app.patch("/:name", (c) => {
    const before = findConnection(workspace, c.req.param("name"));
    const {
      new_name: name = before.name,
      options = {},
      owner = before.owner,
    } = readBody(c, workspace, change);
    const changed = { ...before, name, owner, options: { ...before.options, ...options } };
    delete world.connections[before.name];
    world.connections[name] = changed;
    return c.json(shown(changed));
  });
  app.delete("/:name", (c) => {
    delete world.connections[findConnection(workspace, c.req.param("name")).name];
    return c.json({});
  });
  return app;
}

/**
 * Calls a service by a connection, whose credential the caller never sees.
 *
 * @see https://docs.databricks.com/api/workspace/servingendpoints/httprequest
 */
export function externalFunction(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();
  app.post("/", async (c) => {
    const { connection_name: name, method, path, headers, json, params } = readBody(c, workspace, call);
    if (!name) throw invalidParameter("Missing required field: connection_name");
    if (method === undefined) throw invalidParameter("Missing required field: method");
    if (path === undefined) throw invalidParameter("Missing required field: path");
    const { options } = findConnection(workspace, name);
    const url = addressOf(options);
    // As a part of the URL, so that no path leads to another host, which would get the credential.
    url.pathname = [options.base_path ?? "", path].map((part) => part.replace(/^\/+|\/+$/g, "")).join("/");
    for (const [key, value] of Object.entries(stringsOf(params, "params"))) url.searchParams.set(key, value);
    let answer: Response;
    try {
      answer = await fetch(url, {
        method,
        headers: {
          ...(json !== undefined && { "content-type": "application/json" }),
          ...stringsOf(headers, "headers"),
          ...(options.bearer_token && { authorization: `Bearer ${options.bearer_token}` }),
        },
        ...(json !== undefined && method !== "GET" && { body: json }),
        signal: AbortSignal.timeout(LONGEST_CALL_MS),
      });
    } catch (error) {
      throw new ApiError(
        400,
        "BAD_REQUEST",
        `Connection '${name}' cannot reach its host: ${String((error as Error).cause ?? error)}`,
      );
    }
    const session = answer.headers.get("mcp-session-id");
    if (session !== null) c.header("mcp-session-id", session);
    c.header("content-type", answer.headers.get("content-type") ?? "text/plain");
    return c.body(await answer.arrayBuffer(), answer.ok ? 200 : 400);
  });
  return app;
}

function findConnection({ world }: Workspace, name: string): StoredConnection {
  const found = world.connections[name];
  if (found === undefined) throw doesNotExist(`Connection '${name}' does not exist.`);
  return found;
}

/** @throws ApiError 400 for a host that is no URL of HTTP. */
function addressOf({ host, port }: Record<string, string>): URL {
  try {
    const url = new URL(`${host}:${port}`);
    if (/^https?:$/.test(url.protocol)) return url;
  } catch {
    // Said below.
  }
  throw invalidParameter(
    "Options host and port must be those of a URL, such as https://api.example.com and 443.",
  );
}

/** Headers and query parameters come as the text of a JSON object. */
function stringsOf(given: string | undefined, what: string): Record<string, string> {
  if (given === undefined || given === "") return {};
  try {
    return z.record(z.string(), z.coerce.string()).parse(parseJson(given));
  } catch {
    throw invalidParameter(`${what} must be the text of a JSON object.`);
  }
}

function shown({
  name,
  id,
  owner,
  createdAt,
  options,
  comment,
  properties,
}: StoredConnection): Record<string, unknown> {
  return {
    name,
    full_name: name,
    connection_id: id,
    connection_type: "HTTP",
    credential_type: options.bearer_token ? "BEARER_TOKEN" : "UNKNOWN_CREDENTIAL_TYPE",
    securable_type: "CONNECTION",
    owner,
    created_at: createdAt,
    created_by: owner,
    options: Object.fromEntries(Object.entries(options).filter(([key]) => !SECRET_OPTIONS.test(key))),
    ...(comment !== undefined && { comment }),
    ...(properties !== undefined && { properties }),
  };
}
