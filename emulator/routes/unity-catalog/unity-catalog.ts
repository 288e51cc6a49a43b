import { Hono } from "hono";
import type { Env, Workspace } from "../../workspace/workspace";
import { catalogs } from "./catalogs";
import { grants } from "./grants";
import { referables } from "./referables";
import { secrets } from "./secrets";
import { services } from "./services";

/** Unity Catalog, as far as model services need it. */
export function unityCatalog(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();
  app.route("/model-provider-services", services("MODEL_PROVIDER_SERVICE", workspace));
  app.route("/model-services", services("MODEL_SERVICE", workspace));
  app.route("/secrets", secrets(workspace));
  app.route("/", catalogs(workspace));
  app.route("/", grants(workspace));
  app.route("/", referables(workspace));
  return app;
}
