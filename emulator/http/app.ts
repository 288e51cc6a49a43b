import { Hono, type Context, type MiddlewareHandler } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { ApiError, errorEnvelope } from "./api-error";
import { authenticate } from "./authenticate";
import { controlRoutes } from "../control/control-routes";
import { recordRequest } from "./record-request";
import { refuseForeignPages } from "./refuse-foreign-pages";
import { aiGateway } from "../routes/ai-gateway";
import { endpointReports } from "../routes/endpoint-reports";
import { externalFunction, httpConnections } from "../routes/http-connections";
import { invocations } from "../routes/invocations";
import { oidc } from "../routes/oidc";
import { pages } from "../routes/pages";
import { permissions } from "../routes/permissions";
import { scim } from "../routes/scim";
import { secrets } from "../routes/secrets";
import { servingEndpoints } from "../routes/serving-endpoints";
import { tokens } from "../routes/tokens";
import { unityCatalog } from "../routes/unity-catalog/unity-catalog";
import { workspaceFiles } from "../routes/workspace-files";
import { throttle } from "./throttle";
import type { AppHooks, Env, Workspace } from "../workspace/workspace";

/** The emulated workspace as one HTTP application. */
export function buildApp(workspace: Workspace, hooks: AppHooks): Hono<Env> {
  // A slash at the end of a path is the same path: MLflow's client asks for `/api/2.0/serving-endpoints/`.
  const app = new Hono<Env>({ strict: false });
  app.use(refuseForeignPages(workspace));
  app.route(
    "/_emulator",
    controlRoutes(workspace, () => hooks.save("now")),
  );

  const emulated = new Hono<Env>();
  emulated.use(recordRequest(workspace, hooks));
  emulated.use("/api/*", throttle(workspace));
  emulated.use("/api/*", signedIn(workspace));
  emulated.use("/serving-endpoints/*", signedIn(workspace));
  emulated.route("/", workspaceFiles(workspace));
  // Everything but a file is text.
  emulated.use(readable);
  emulated.use("/ai-gateway/*", signedIn(workspace));

  emulated.route("/api/2.0/permissions/serving-endpoints", permissions(workspace));
  emulated.route("/api/2.0/serving-endpoints", servingEndpoints(workspace));
  emulated.route("/api/2.0/serving-endpoints", endpointReports(workspace));
  emulated.route("/serving-endpoints", invocations(workspace));
  emulated.route("/ai-gateway", aiGateway(workspace));
  emulated.route("/api/2.0/secrets", secrets(workspace));
  emulated.route("/api/2.0/token", tokens(workspace));
  emulated.route("/api/2.1/unity-catalog/connections", httpConnections(workspace));
  emulated.route("/api/2.0/external-function", externalFunction(workspace));
  emulated.route("/api/2.1/unity-catalog", unityCatalog(workspace));
  emulated.route("/api/2.0/preview/scim/v2", scim(workspace));
  emulated.route("/", pages(workspace));
  emulated.route("/", oidc(workspace));
  app.route("/", emulated);

  app.notFound((context) => {
    const { method, path } = context.req;
    return answer(context, new ApiError(404, "ENDPOINT_NOT_FOUND", `No API found for '${method} ${path}'`));
  });
  app.onError((error, context) => answer(context, error));
  return app;
}

/** A body that could not be read is refused before anything looks at it. */
const readable: MiddlewareHandler<Env> = async (context, next) => {
  const problem = context.get("bodyProblem");
  if (problem !== undefined) throw problem;
  await next();
};

function signedIn(workspace: Workspace): MiddlewareHandler<Env> {
  return async (context, next) => {
    const entry = context.get("entry");
    const caller = authenticate(context.req.header("authorization"), workspace, entry.requestId);
    entry.identity = caller.userName;
    context.set("identity", caller);
    await next();
  };
}

function answer(context: Context<Env>, error: Error): Response {
  const known =
    error instanceof ApiError
      ? error
      : new ApiError(500, "INTERNAL_ERROR", `Emulator failed: ${error.stack ?? error.message}`);
  const { retryAfterSeconds } = known.extra;
  if (retryAfterSeconds !== undefined) context.header("retry-after", String(retryAfterSeconds));
  const requestId = (context.get("entry") as { requestId: string } | undefined)?.requestId ?? "";
  return context.json(errorEnvelope(known, requestId), known.status as ContentfulStatusCode);
}
