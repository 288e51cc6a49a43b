import { Hono } from "hono";
import * as z from "zod";
import { readAndDelete, renderSecurable } from "./securable-routes";
import { readBody, type Env, type Workspace } from "../../workspace/workspace";
import { newSecurable } from "../../unity-catalog/catalog-world";
import type { Securable, SecurableType } from "../../unity-catalog/securable";
import { checkPart, parentOf, partsOf } from "../../unity-catalog/full-name";
import { requirePrivilege } from "../../unity-catalog/privileges";
import { refuse } from "../../unity-catalog/refusals";
import { KIND } from "../../unity-catalog/securable-kind";
import { collectionOf, lookUp } from "../../unity-catalog/securables";

const text = z.string().optional();
const createModel = z.object({ name: text, catalog_name: text, schema_name: text, comment: text });
const createCredential = z.object({
  name: text,
  comment: text,
  purpose: text,
  // Without the client's secret, which the emulator has no use for.
  aws_iam_role: z.object({ role_arn: text }).optional(),
  azure_managed_identity: z.object({ access_connector_id: text, managed_identity_id: text }).optional(),
  azure_service_principal: z.object({ directory_id: text, application_id: text }).optional(),
  databricks_gcp_service_account: z.object({}).optional(),
});

/**
 * What services refer to: registered models, service credentials, inference tables. Enough to make them, to look whether
 * they are there, and to take them away.
 *
 * @see https://docs.databricks.com/api/workspace/registeredmodels
 * @see https://docs.databricks.com/api/workspace/credentials
 */
export function referables(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();
  const { world, clock } = workspace;

  app.post("/models", (c) => {
    const given = readBody(c, workspace, createModel);
    const identity = c.get("identity");
    const schema = ["catalog_name", "schema_name"] as const;
    const parent = schema.map((field) => checkPart(given[field], field, workspace)).join(".");
    const name = `${parent}.${checkPart(given.name, "name", workspace)}`;
    for (const privilege of ["USE_SCHEMA", "CREATE_MODEL"]) {
      requirePrivilege(workspace, identity, [privilege], ["SCHEMA", parent]);
    }
    return c.json(add("MODEL", { ...newSecurable(name, identity.userName, clock.now()) }, given.comment));
  });

  app.post("/credentials", (c) => {
    const { name: given, comment, purpose, ...identity } = readBody(c, workspace, createCredential);
    const name = checkPart(given, "name", workspace);
    const owner = c.get("identity").userName;
    const credential = { ...newSecurable(name, owner, clock.now()), identity };
    return c.json(add("CREDENTIAL", credential, comment));
  });

  for (const [path, type] of [
    ["/models", "MODEL"],
    ["/credentials", "CREDENTIAL"],
    ["/tables", "TABLE"],
  ] as const) {
    readAndDelete(app, workspace, { path, type, render });
  }

  function add(type: SecurableType, one: Securable, comment: string | undefined): Record<string, unknown> {
    const { fullName } = one;
    if (lookUp(workspace, type, fullName)) {
      throw refuse(workspace, "securableExists", { kind: KIND[type], name: fullName });
    }
    if (comment) one.comment = comment;
    collectionOf(world.unityCatalog, type)[fullName] = one;
    return render(type, one);
  }

  function render(type: SecurableType, one: Securable): Record<string, unknown> {
    const [catalog_name, schema_name] = partsOf(parentOf(one.fullName));
    return {
      ...renderSecurable(one, workspace),
      ...(type !== "CREDENTIAL" && { catalog_name, schema_name }),
      ...(type === "CREDENTIAL" && {
        ...world.unityCatalog.credentials[one.fullName]?.identity,
        purpose: "SERVICE",
        id: one.id,
      }),
      ...(type === "TABLE" && { table_type: "MANAGED", table_id: one.id }),
    };
  }

  return app;
}
