import { Hono } from "hono";
import * as z from "zod";
import { ApiError, doesNotExist, invalidParameter, permissionDenied } from "../http/api-error";
import { mayUseScope, SCOPE_PERMISSIONS } from "../serving/secret-access";
import type { Identity } from "../workspace/identities";
import { readBody, type Env, type Workspace } from "../workspace/workspace";
import { newScope, type SecretScope } from "../workspace/world";

const text = z.string().optional();
const createScope = z.object({ scope: text, initial_manage_principal: text, scope_backend_type: text });
const scopeOnly = z.object({ scope: text });
const putSecret = z.object({ scope: text, key: text, string_value: text, bytes_value: text });
const scopeAndKey = z.object({ scope: text, key: text });
const putAcl = z.object({ scope: text, principal: text, permission: text });
const scopeAndPrincipal = z.object({ scope: text, principal: text });

/** Documented: alphanumeric characters, dashes, underscores, `@` and periods, at most 128. */
const SCOPE_NAME = /^[\w\-@.]{1,128}$/;

/**
 * Secret scopes that Databricks backs itself.
 *
 * @see https://docs.databricks.com/api/workspace/secrets
 */
export function secrets(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();
  const { world } = workspace;

  app.post("/scopes/create", (c) => {
    const { scope: name, initial_manage_principal: manager } = readBody(c, workspace, createScope);
    requireField(name, "scope");
    if (!SCOPE_NAME.test(name))
      throw invalidParameter(`Scope name ${name} is invalid: at most 128 of A-Z a-z 0-9 - _ @ .`);
    if (Object.hasOwn(world.scopes, name))
      throw new ApiError(400, "RESOURCE_ALREADY_EXISTS", `Scope ${name} already exists!`);
    world.scopes[name] = newScope(name, manager ?? c.get("identity").userName);
    return c.json({});
  });

  app.post("/scopes/delete", (c) => {
    const scope = find(readBody(c, workspace, scopeOnly).scope, c.get("identity"), "MANAGE");
    delete world.scopes[scope.name];
    return c.json({});
  });

  app.get("/scopes/list", (c) => {
    const visible = Object.values(world.scopes).filter((scope) =>
      mayUseScope(scope, c.get("identity"), "READ"),
    );
    return c.json({ scopes: visible.map(({ name }) => ({ name, backend_type: "DATABRICKS" })) });
  });

  app.post("/put", (c) => {
    const { scope: name, key, string_value, bytes_value } = readBody(c, workspace, putSecret);
    const scope = find(name, c.get("identity"), "WRITE");
    requireField(key, "key");
    if (!SCOPE_NAME.test(key))
      throw invalidParameter(`Secret key ${key} is invalid: at most 128 of A-Z a-z 0-9 - _ @ .`);
    if ((string_value === undefined) === (bytes_value === undefined)) {
      throw invalidParameter("Exactly one of string_value and bytes_value must be specified.");
    }
    const value = bytes_value ?? Buffer.from(string_value!, "utf8").toString("base64");
    scope.secrets[key] = { value, updatedAt: workspace.clock.now() };
    return c.json({});
  });

  app.post("/delete", (c) => {
    const { scope: name, key } = readBody(c, workspace, scopeAndKey);
    const scope = find(name, c.get("identity"), "WRITE");
    findSecret(scope, key);
    delete scope.secrets[key!];
    return c.json({});
  });

  app.get("/list", (c) => {
    const scope = find(c.req.query("scope"), c.get("identity"), "READ");
    const metadata = Object.entries(scope.secrets).map(([key, { updatedAt }]) => ({
      key,
      last_updated_timestamp: updatedAt,
    }));
    // Proto JSON leaves an empty list out.
    return c.json(metadata.length > 0 ? { secrets: metadata } : {});
  });

  app.get("/get", (c) => {
    const scope = find(c.req.query("scope"), c.get("identity"), "READ");
    const key = c.req.query("key");
    return c.json({ key, value: findSecret(scope, key).value });
  });

  app.post("/acls/put", (c) => {
    const { scope: name, principal, permission } = readBody(c, workspace, putAcl);
    const scope = find(name, c.get("identity"), "MANAGE");
    requireField(principal, "principal");
    if (!SCOPE_PERMISSIONS.includes(permission ?? "")) {
      throw invalidParameter(
        `Invalid permission '${permission}'. Supported values: ${SCOPE_PERMISSIONS.join(", ")}.`,
      );
    }
    scope.acls[principal] = permission!;
    return c.json({});
  });

  app.post("/acls/delete", (c) => {
    const { scope: name, principal } = readBody(c, workspace, scopeAndPrincipal);
    const scope = find(name, c.get("identity"), "MANAGE");
    findAcl(scope, principal);
    delete scope.acls[principal!];
    return c.json({});
  });

  app.get("/acls/get", (c) => {
    const scope = find(c.req.query("scope"), c.get("identity"), "MANAGE");
    const principal = c.req.query("principal");
    return c.json({ principal, permission: findAcl(scope, principal) });
  });

  app.get("/acls/list", (c) => {
    const scope = find(c.req.query("scope"), c.get("identity"), "MANAGE");
    return c.json({
      items: Object.entries(scope.acls).map(([principal, permission]) => ({ principal, permission })),
    });
  });

  function find(name: string | undefined, identity: Identity, needed: string): SecretScope {
    requireField(name, "scope");
    const scope = Object.hasOwn(world.scopes, name) ? world.scopes[name] : undefined;
    if (scope === undefined) throw doesNotExist(`Scope ${name} does not exist!`);
    if (!mayUseScope(scope, identity, needed)) {
      throw permissionDenied(
        `User ${identity.userName} does not have ${needed} permission on scope ${name}.`,
      );
    }
    return scope;
  }

  function findSecret(scope: SecretScope, key: string | undefined): SecretScope["secrets"][string] {
    requireField(key, "key");
    const secret = Object.hasOwn(scope.secrets, key) ? scope.secrets[key] : undefined;
    if (secret === undefined) throw doesNotExist(`No secret with key ${key} exists in scope ${scope.name}.`);
    return secret;
  }

  function findAcl(scope: SecretScope, principal: string | undefined): string {
    requireField(principal, "principal");
    const permission = Object.hasOwn(scope.acls, principal) ? scope.acls[principal] : undefined;
    if (permission === undefined)
      throw doesNotExist(`No ACL for principal ${principal} exists in scope ${scope.name}.`);
    return permission;
  }

  return app;
}

function requireField(value: string | undefined, name: string): asserts value is string {
  if (!value) throw invalidParameter(`Missing required field: ${name}`);
}
