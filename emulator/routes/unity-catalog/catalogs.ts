import { Hono } from "hono";
import * as z from "zod";
import { permissionDenied } from "../../http/api-error";
import { readAndDelete, renderSecurable } from "./securable-routes";
import { readBody, type Env, type Workspace } from "../../workspace/workspace";
import { newSecurable } from "../../unity-catalog/catalog-world";
import type { Securable, SecurableType } from "../../unity-catalog/securable";
import { checkPart, parentOf, partsOf } from "../../unity-catalog/full-name";
import { grantable } from "../../unity-catalog/grantable";
import { has, requirePrivilege } from "../../unity-catalog/privileges";
import { refuse } from "../../unity-catalog/refusals";
import { KIND } from "../../unity-catalog/securable-kind";
import { assertMetastore, lookUp, remove } from "../../unity-catalog/securables";

const text = z.string().optional();
const create = z.object({ name: text, catalog_name: text, comment: text });

/**
 * Catalogs and schemas, as far as something has to lie in them.
 *
 * @see https://docs.databricks.com/api/workspace/catalogs
 * @see https://docs.databricks.com/api/workspace/schemas
 */
export function catalogs(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();
  const { world, clock } = workspace;

  app.post("/catalogs", (c) => {
    assertMetastore(workspace);
    const identity = c.get("identity");
    const { name: given, comment } = readBody(c, workspace, create);
    const name = checkPart(given, "name", workspace);
    // Needs CREATE CATALOG on the metastore, which the emulator gives to admins alone.
    if (!identity.admin) throw permissionDenied("User does not have CREATE CATALOG on Metastore.");
    if (lookUp(workspace, "CATALOG", name)) throw refuse(workspace, "catalogExists", { name });
    const catalog = newSecurable(name, identity.userName, clock.now());
    world.unityCatalog.catalogs[name] = { ...catalog, ...(comment && { comment }) };
    // A new catalog has a schema from the start.
    const schema = `${name}.default`;
    world.unityCatalog.schemas[schema] = newSecurable(schema, identity.userName, clock.now());
    return c.json(render("CATALOG", world.unityCatalog.catalogs[name]!));
  });

  app.post("/schemas", (c) => {
    const identity = c.get("identity");
    const { name: given, catalog_name, comment } = readBody(c, workspace, create);
    const catalog = checkPart(catalog_name, "catalog_name", workspace);
    const name = `${catalog}.${checkPart(given, "name", workspace)}`;
    for (const privilege of ["USE_CATALOG", "CREATE_SCHEMA"]) {
      requirePrivilege(workspace, identity, [privilege], ["CATALOG", catalog]);
    }
    if (lookUp(workspace, "SCHEMA", name)) throw refuse(workspace, "schemaExists", { name });
    const schema = newSecurable(name, identity.userName, clock.now());
    world.unityCatalog.schemas[name] = { ...schema, ...(comment && { comment }) };
    return c.json(render("SCHEMA", world.unityCatalog.schemas[name]!));
  });

  app.get("/catalogs", (c) => {
    assertMetastore(workspace);
    const visible = Object.values(world.unityCatalog.catalogs).filter(
      ({ fullName }) =>
        lookUp(workspace, "CATALOG", fullName) &&
        grantable("CATALOG").some((one) => has(workspace, c.get("identity"), one, ["CATALOG", fullName])),
    );
    return c.json({ catalogs: visible.map((one) => render("CATALOG", one)) });
  });

  app.get("/schemas", (c) => {
    const catalog = checkPart(c.req.query("catalog_name"), "catalog_name", workspace);
    requirePrivilege(workspace, c.get("identity"), ["USE_CATALOG"], ["CATALOG", catalog]);
    const visible = Object.values(world.unityCatalog.schemas).filter(
      ({ fullName }) =>
        parentOf(fullName) === catalog &&
        grantable("SCHEMA").some((one) => has(workspace, c.get("identity"), one, ["SCHEMA", fullName])),
    );
    return c.json({ schemas: visible.map((one) => render("SCHEMA", one)) });
  });

  for (const [path, type] of [
    ["/catalogs", "CATALOG"],
    ["/schemas", "SCHEMA"],
  ] as const) {
    readAndDelete(app, workspace, {
      path,
      type,
      render,
      empty(name, c) {
        const force = c.req.query("force")?.toLowerCase() === "true";
        const inside = contentOf(name).filter(([, inner]) => inner !== `${name}.default`);
        if (inside.length > 0 && !force) throw refuse(workspace, "notEmpty", { kind: KIND[type], name });
        for (const [innerType, inner] of contentOf(name)) remove(workspace, innerType, inner);
      },
    });
  }

  /** Everything that lies in a catalog or schema. */
  function contentOf(name: string): [SecurableType, string][] {
    const { schemas, secrets, models, tables, services } = world.unityCatalog;
    const all: [SecurableType, string][] = [
      ...Object.keys(schemas).map((one): [SecurableType, string] => ["SCHEMA", one]),
      ...Object.keys(secrets).map((one): [SecurableType, string] => ["SECRET", one]),
      ...Object.keys(models).map((one): [SecurableType, string] => ["MODEL", one]),
      ...Object.keys(tables).map((one): [SecurableType, string] => ["TABLE", one]),
      ...Object.values(services).map(({ kind, fullName }): [SecurableType, string] => [kind, fullName]),
    ];
    return all.filter(([, inner]) => inner.startsWith(`${name}.`));
  }

  function render(type: "CATALOG" | "SCHEMA", one: Securable): Record<string, unknown> {
    const system = partsOf(one.fullName)[0] === "system";
    return {
      ...renderSecurable(one, workspace),
      ...(type === "SCHEMA" && { catalog_name: parentOf(one.fullName), schema_id: one.id }),
      catalog_type: system ? "SYSTEM_CATALOG" : "MANAGED_CATALOG",
      securable_type: type,
    };
  }

  return app;
}
