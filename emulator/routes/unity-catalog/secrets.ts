import { Hono, type Context } from "hono";
import * as z from "zod";
import type { Identity } from "../../workspace/identities";
import { readBody, type Env, type Workspace } from "../../workspace/workspace";
import { newSecurable, type StoredUcSecret } from "../../unity-catalog/catalog-world";
import { checkPart, parentOf, partsOf, storedName } from "../../unity-catalog/full-name";
import { pageOf } from "../../unity-catalog/pages";
import { has, requirePrivilege } from "../../unity-catalog/privileges";
import { refuse } from "../../unity-catalog/refusals";
import { isoTime } from "../../unity-catalog/render-service";
import { KIND } from "../../unity-catalog/securable-kind";
import { find, lookUp, remove } from "../../unity-catalog/securables";

const text = z.string().optional();
const message = z.object({
  name: text,
  catalog_name: text,
  schema_name: text,
  value: text,
  comment: text,
  expire_time: text,
  owner: text,
});

type Given = z.output<typeof message>;

const MAX_VALUE_BYTES = 60 * 1024;
const MAX_PAGE = 1000;
const UPDATABLE = ["value", "comment", "owner", "expire_time"] as const;

/**
 * Secrets of Unity Catalog: three-part names, values that come back only to those who may read them and ask.
 *
 * @see https://docs.databricks.com/api/workspace/secretsuc
 */
export function secrets(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();
  const { world, clock } = workspace;

  app.post("/", (c) => {
    const given = readBody(c, workspace, message);
    const identity = c.get("identity");
    const catalog = checkPart(given.catalog_name, "catalog_name", workspace);
    const schema = checkPart(given.schema_name, "schema_name", workspace);
    const fullName = `${catalog}.${schema}.${checkPart(given.name, "name", workspace)}`;
    for (const privilege of ["USE_SCHEMA", "CREATE_SECRET"]) {
      requirePrivilege(workspace, identity, [privilege], ["SCHEMA", parentOf(fullName)]);
    }
    if (lookUp(workspace, "SECRET", fullName) !== undefined) {
      throw refuse(workspace, "securableExists", { kind: KIND.SECRET, name: fullName });
    }
    const secret: StoredUcSecret = {
      ...newSecurable(fullName, identity.userName, clock.now()),
      value: checkValue(given.value),
    };
    assign(secret, given, ["comment", "owner", "expire_time"]);
    world.unityCatalog.secrets[fullName] = secret;
    return c.json(render(secret));
  });

  app.get("/", (c) => {
    const { catalog_name: catalog, schema_name: schema, page_size, page_token } = c.req.query();
    if ((catalog === undefined) !== (schema === undefined)) {
      throw refuse(workspace, "fieldMissing", {
        field: catalog === undefined ? "catalog_name" : "schema_name",
      });
    }
    if (catalog !== undefined) find(workspace, "SCHEMA", `${catalog}.${schema}`);
    const visible = Object.values(world.unityCatalog.secrets).filter(
      ({ fullName }) =>
        (catalog === undefined || parentOf(fullName) === storedName(`${catalog}.${schema}`, workspace)) &&
        has(workspace, c.get("identity"), "MANAGE", ["SECRET", fullName]),
    );
    const { page, next } = pageOf(
      visible,
      ({ fullName }) => fullName,
      { size: page_size, token: page_token, defaultSize: MAX_PAGE, maxSize: MAX_PAGE },
      workspace,
    );
    return c.json({
      ...(page.length > 0 && { secrets: page.map(render) }),
      ...(next !== undefined && { next_page_token: next }),
    });
  });

  app.get("/:fullName", (c) => {
    const identity = c.get("identity");
    const withValue = c.req.query("include_value")?.toLowerCase() === "true";
    // Documented: MANAGE or ownership; a reader sees what it may read.
    const secret = secretOf(c, identity, ["MANAGE", "READ_METADATA", "READ_SECRET"]);
    if (withValue) requirePrivilege(workspace, identity, ["READ_SECRET"], ["SECRET", secret.fullName]);
    return c.json({ ...render(secret), ...(withValue && { effective_value: secret.value }) });
  });

  app.patch("/:fullName", (c) => {
    const secret = secretOf(c, c.get("identity"), ["MANAGE"]);
    const given = readBody(c, workspace, message);
    const paths = (c.req.query("update_mask") ?? "").split(",").map((path) => path.trim());
    if (paths.join("") === "") throw refuse(workspace, "maskEmpty");
    const fields = paths.includes("*")
      ? UPDATABLE.filter((field) => given[field] !== undefined)
      : paths.map((path) => {
          const field = UPDATABLE.find((one) => one === path);
          if (field !== undefined) return field;
          throw refuse(workspace, "maskPathUnsupported", { path, allowed: UPDATABLE.join(", ") });
        });
    if (fields.includes("value")) secret.value = checkValue(given.value);
    assign(secret, given, fields);
    secret.updatedAt = clock.now();
    secret.updatedBy = c.get("identity").userName;
    return c.json(render(secret));
  });

  app.delete("/:fullName", (c) => {
    remove(workspace, "SECRET", secretOf(c, c.get("identity"), ["MANAGE"]).fullName);
    return c.json({});
  });

  function secretOf(c: Context<Env>, identity: Identity, anyOf: readonly string[]): StoredUcSecret {
    const name = storedName(c.req.param("fullName") ?? "", workspace);
    requirePrivilege(workspace, identity, anyOf, ["SECRET", name]);
    return find(workspace, "SECRET", name) as StoredUcSecret;
  }

  function checkValue(value: string | undefined): string {
    if (!value) throw refuse(workspace, "fieldMissing", { field: "value" });
    const found = Buffer.byteLength(value);
    if (found <= MAX_VALUE_BYTES) return value;
    throw refuse(workspace, "tooLong", { field: "value", found, unit: "bytes", most: MAX_VALUE_BYTES });
  }

  function assign(secret: StoredUcSecret, given: Given, fields: readonly string[]): void {
    if (fields.includes("owner") && given.owner) secret.owner = given.owner;
    if (fields.includes("comment")) {
      if (given.comment) secret.comment = given.comment;
      else delete secret.comment;
    }
    if (!fields.includes("expire_time")) return;
    if (given.expire_time === undefined) delete secret.expireTime;
    else if (!Number.isNaN(Date.parse(given.expire_time))) secret.expireTime = given.expire_time;
    else {
      const found = JSON.stringify(given.expire_time);
      throw refuse(workspace, "valueInvalid", { field: "expire_time", found, reason: "it is no timestamp" });
    }
  }

  function render(secret: StoredUcSecret): Record<string, unknown> {
    const [catalog_name, schema_name, name] = partsOf(secret.fullName);
    return {
      name,
      catalog_name,
      schema_name,
      full_name: secret.fullName,
      ...(secret.comment !== undefined && { comment: secret.comment }),
      ...(secret.expireTime !== undefined && { expire_time: secret.expireTime }),
      owner: secret.owner,
      effective_owner: secret.owner,
      metastore_id: world.unityCatalog.metastoreId,
      create_time: isoTime(secret.createdAt),
      created_by: secret.createdBy,
      update_time: isoTime(secret.updatedAt),
      updated_by: secret.updatedBy,
    };
  }

  return app;
}
