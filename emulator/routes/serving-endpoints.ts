import { Hono } from "hono";
import { permissionDenied } from "../http/api-error";
import { levelOf, requireEndpoint } from "../serving/access";
import { buildConfig } from "../serving/build-config";
import { buildTags } from "../serving/build-tags";
import { assertTelemetrySupported, buildTelemetry } from "../serving/build-telemetry";
import { buildGateway } from "../serving/check-gateway";
import { checkEmails, checkLegacyRateLimits } from "../serving/check-sections";
import { createEndpoint, putConfig } from "../serving/create-endpoint";
import * as messages from "../serving/messages";
import { assertNotPlatform } from "../serving/platform-endpoints";
import { checkProvisioned } from "../serving/provisioned-throughput";
import { renderDetailed, renderListed, renderTags } from "../serving/render";
import { assertNotUpdating, settle, startTelemetryUpdate } from "../serving/rollout";
import type { PermissionLevel, StoredEndpoint } from "../serving/stored-endpoint";
import type { Identity } from "../workspace/identities";
import { readBody, type Env, type Workspace } from "../workspace/workspace";

/**
 * The control plane of model serving.
 *
 * @see https://docs.databricks.com/api/workspace/servingendpoints
 */
export function servingEndpoints(workspace: Workspace): Hono<Env> {
  const app = new Hono<Env>();
  const { world, switches } = workspace;

  const managed = (identity: Identity, name: string): StoredEndpoint =>
    requireEndpoint(workspace, identity, name, "CAN_MANAGE");
  const detailed = (endpoint: StoredEndpoint, identity: Identity): Record<string, unknown> =>
    renderDetailed(endpoint, levelOf(endpoint, identity) as PermissionLevel, workspace);

  for (const [prefix, rollout] of [
    ["", "gradual"],
    // The twin for provisioned throughput, whose updates take effect at once.
    ["/pt", "at-once"],
  ] as const) {
    app.post(prefix || "/", (c) => {
      const identity = c.get("identity");
      const given = readBody(c, workspace, messages.createEndpoint);
      if (rollout === "at-once") checkProvisioned(given.config);
      const endpoint = createEndpoint(given, identity, workspace, rollout);
      return c.json(detailed(endpoint, identity));
    });

    app.put(`${prefix}/:name/config`, (c) => {
      const identity = c.get("identity");
      const endpoint = managed(identity, c.req.param("name"));
      assertNotPlatform(endpoint, "update");
      // The real body is the configuration; the provisioned-throughput twin wraps it.
      const given =
        rollout === "gradual"
          ? readBody(c, workspace, messages.endpointConfig)
          : (readBody(c, workspace, messages.putProvisionedConfig).config ?? {});
      if (rollout === "at-once") checkProvisioned(given);
      assertNotUpdating(endpoint, "configuration");
      assertCreatorStays(endpoint);
      putConfig(endpoint, buildConfig(endpoint, given, identity, workspace), workspace, rollout);
      return c.json(detailed(endpoint, identity));
    });
  }

  app.get("/", (c) => {
    const identity = c.get("identity");
    const visible = Object.values(world.endpoints).filter(
      (endpoint) => levelOf(endpoint, identity) !== undefined,
    );
    for (const endpoint of visible) settle(endpoint, workspace);
    // Which order real ones keep is not documented.
    const ownFirst = visible.toSorted((a, b) => Number(a.platform ?? false) - Number(b.platform ?? false));
    return c.json({ endpoints: ownFirst.map((endpoint) => renderListed(endpoint, workspace)) });
  });

  app.get("/:name", (c) => {
    const identity = c.get("identity");
    return c.json(detailed(requireEndpoint(workspace, identity, c.req.param("name"), "CAN_VIEW"), identity));
  });

  app.delete("/:name", (c) => {
    const endpoint = managed(c.get("identity"), c.req.param("name"));
    assertNotPlatform(endpoint, "delete");
    const { name } = endpoint;
    delete world.endpoints[name];
    delete world.payloads[name];
    return c.json({});
  });

  app.put("/:name/ai-gateway", (c) => {
    const endpoint = managed(c.get("identity"), c.req.param("name"));
    const gateway = buildGateway(
      readBody(c, workspace, messages.aiGateway),
      endpoint,
      endpoint.kind,
      workspace,
    );
    // Replaces the block as a whole: what is left out is removed.
    if (gateway === undefined) delete endpoint.aiGateway;
    else endpoint.aiGateway = gateway;
    return c.json(gateway ?? {});
  });

  app.put("/:name/rate-limits", (c) => {
    const endpoint = managed(c.get("identity"), c.req.param("name"));
    const limits = readBody(c, workspace, messages.putRateLimits).rate_limits ?? [];
    endpoint.rateLimits = checkLegacyRateLimits(limits, endpoint.kind);
    return c.json({ rate_limits: endpoint.rateLimits });
  });

  app.patch("/:name/tags", (c) => {
    const endpoint = managed(c.get("identity"), c.req.param("name"));
    const { add_tags: add = [], delete_tags: remove = [] } = readBody(c, workspace, messages.patchTags);
    endpoint.tags = buildTags(endpoint.tags, add, remove, switches);
    return c.json({ tags: renderTags(endpoint) });
  });

  app.patch("/:name/notifications", (c) => {
    const endpoint = managed(c.get("identity"), c.req.param("name"));
    const notifications = readBody(c, workspace, messages.patchNotifications).email_notifications;
    checkEmails(notifications);
    if (notifications === undefined) delete endpoint.emailNotifications;
    else endpoint.emailNotifications = notifications;
    return c.json({ name: endpoint.name, email_notifications: notifications ?? {} });
  });

  app.patch("/:name/telemetry-config", (c) => {
    const identity = c.get("identity");
    const endpoint = managed(identity, c.req.param("name"));
    const given = readBody(c, workspace, messages.patchTelemetry).telemetry_config;
    assertTelemetrySupported(endpoint.kind);
    assertNotUpdating(endpoint, "telemetry configuration");
    const telemetry = given && buildTelemetry(given, endpoint.telemetry);
    if (telemetry === undefined) delete endpoint.telemetry;
    else endpoint.telemetry = telemetry;
    startTelemetryUpdate(endpoint, workspace);
    return c.json(detailed(endpoint, identity));
  });

  /**
   * "The creator's membership is checked again at each config update", so that an endpoint outlives its creator but not
   * unchanged.
   *
   * @see https://learn.microsoft.com/azure/databricks/machine-learning/model-serving/create-manage-serving-endpoints
   */
  function assertCreatorStays({ creator, name }: StoredEndpoint): void {
    const identity = world.identities.find(({ userName }) => userName === creator);
    if (identity === undefined || !identity.active) {
      throw permissionDenied(
        `The creator ${creator} of endpoint ${name} is not a member of the workspace any more.`,
      );
    }
  }

  return app;
}
