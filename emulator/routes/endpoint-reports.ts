import { Hono } from "hono";
import { doesNotExist } from "../http/api-error";
import { describeEndpoint } from "../invocations/describe-endpoint";
import { requireEndpoint } from "../serving/access";
import type { StoredEndpoint } from "../serving/stored-endpoint";
import type { Env, Workspace } from "../workspace/workspace";

/** What can be read about a running endpoint: its schema, metrics and logs. */
export function endpointReports(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();

  app.get("/:name/openapi", (c) => {
    const endpoint = requireEndpoint(workspace, c.get("identity"), c.req.param("name"), "CAN_VIEW");
    // Real servers answer the JSON as text/plain.
    return c.text(JSON.stringify(describeEndpoint(endpoint, workspace.url)));
  });

  app.get("/:name/metrics", (c) => {
    const endpoint = requireEndpoint(workspace, c.get("identity"), c.req.param("name"), "CAN_VIEW");
    return c.text(metrics(endpoint, workspace));
  });

  for (const [path, text] of [
    ["logs", "Served model is running"],
    ["build-logs", "Build finished"],
  ] as const) {
    app.get(`/:name/served-models/:servedModel/${path}`, (c) => {
      const endpoint = requireEndpoint(workspace, c.get("identity"), c.req.param("name"), "CAN_VIEW");
      const served = c.req.param("servedModel");
      const known = [endpoint.config, endpoint.pending?.config].flatMap((config) => config?.entities ?? []);
      const entity = known.find(({ name }) => name === served);
      if (entity === undefined)
        throw doesNotExist(`Served model '${served}' does not exist in endpoint '${endpoint.name}'.`);
      return c.json({ logs: `[${new Date(entity.creation_timestamp).toISOString()}] ${served}: ${text}` });
    });
  }

  return app;
}

/** Prometheus text format, with the names of the metrics that model serving exports. */
function metrics(endpoint: StoredEndpoint, { calls }: Workspace): string {
  const entities = endpoint.config?.entities ?? [];
  const series = (name: string, help: string, of: (entity: string) => number): string[] => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} counter`,
    ...entities.map(
      (entity) =>
        `${name}{endpoint_name="${endpoint.name}",served_model_name="${entity.name}"} ${of(entity.name)}`,
    ),
  ];
  const counts = (entity: string) =>
    calls.get(`${endpoint.id} ${entity}`) ?? { requests: 0, clientErrors: 0, serverErrors: 0 };
  return [
    ...series("request_count_total", "Requests", (entity) => counts(entity).requests),
    ...series(
      "request_4xx_count_total",
      "Requests answered with 4xx",
      (entity) => counts(entity).clientErrors,
    ),
    ...series(
      "request_5xx_count_total",
      "Requests answered with 5xx",
      (entity) => counts(entity).serverErrors,
    ),
    "",
  ].join("\n");
}
