import { Hono, type Context } from "hono";
import { invalidParameter } from "../../http/api-error";
import { checkPart, readResourceName } from "../../unity-catalog/full-name";
import { pageOf } from "../../unity-catalog/pages";
import { has, requirePrivilege } from "../../unity-catalog/privileges";
import { COLLECTION, renderService, type View } from "../../unity-catalog/render-service";
import {
  createService,
  deleteService,
  readService,
  updateService,
  type GivenService,
} from "../../unity-catalog/services";
import { MESSAGE } from "../../unity-catalog/service-messages";
import { assertMetastore } from "../../unity-catalog/securables";
import type { ServiceKind } from "../../unity-catalog/stored-service";
import { readBody, type Env, type Workspace } from "../../workspace/workspace";

const VIEWS: readonly string[] = ["BASIC", "FULL"];

/**
 * Model provider services or model services.
 *
 * @see https://docs.databricks.com/api/workspace/aigateway
 */
export function services(kind: ServiceKind, workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();
  const { world, switches } = workspace;
  const idField = kind === "MODEL_SERVICE" ? "model_service_id" : "model_provider_service_id";
  const body = (c: Context<Env>): GivenService => readBody(c, workspace, MESSAGE[kind]);

  app.post("/", (c) => {
    const schema = parentOf(c);
    const id = checkPart(c.req.query(idField), idField, workspace);
    const service = createService(kind, `${schema}.${id}`, body(c), c.get("identity"), workspace);
    return c.json(renderService(service, "FULL", workspace));
  });

  app.get("/", (c) => {
    const identity = c.get("identity");
    const view = viewOf(c);
    const schema = parentOf(c);
    requirePrivilege(workspace, identity, ["USE_SCHEMA"], ["SCHEMA", schema]);
    const visible = Object.values(world.unityCatalog.services).filter(
      (one) =>
        one.kind === kind &&
        one.fullName.startsWith(`${schema}.`) &&
        ["EXECUTE", "READ_METADATA", "MANAGE"].some((privilege) =>
          has(workspace, identity, privilege, [kind, one.fullName]),
        ),
    );
    // A page of FULL holds fewer: the documented sizes are 200, and 1000 for BASIC.
    const perPage = switches.servicesPerPage;
    const { page, next } = pageOf(
      visible,
      ({ fullName }) => fullName,
      {
        size: c.req.query("page_size"),
        token: c.req.query("page_token"),
        defaultSize: perPage,
        maxSize: view === "FULL" ? perPage : perPage * 5,
      },
      workspace,
    );
    const items = page.map((one) => renderService(one, view, workspace));
    return c.json({
      ...(items.length > 0 && { [COLLECTION[kind].replaceAll("-", "_")]: items }),
      ...(next !== undefined && { next_page_token: next }),
    });
  });

  app.get("/:fullName", (c) => {
    const service = readService(kind, c.req.param("fullName"), c.get("identity"), workspace);
    return c.json(renderService(service, "FULL", workspace));
  });

  app.patch("/:fullName", (c) => {
    const request = { mask: c.req.query("update_mask"), etag: c.req.query("etag") };
    const name = c.req.param("fullName");
    const service = updateService(kind, name, body(c), request, c.get("identity"), workspace);
    return c.json(renderService(service, "FULL", workspace));
  });

  app.delete("/:fullName", (c) => {
    deleteService(kind, c.req.param("fullName"), c.req.query("etag"), c.get("identity"), workspace);
    return c.json({});
  });

  function parentOf(c: Context<Env>): string {
    assertMetastore(workspace);
    return readResourceName(c.req.query("parent"), "schemas", 2, "parent", workspace);
  }

  return app;
}

function viewOf(c: Context<Env>): View {
  const given = c.req.query("view") ?? "BASIC";
  if (VIEWS.includes(given)) return given as View;
  throw invalidParameter(`view has an invalid value "${given}". Supported values: ${VIEWS.join(", ")}.`);
}
