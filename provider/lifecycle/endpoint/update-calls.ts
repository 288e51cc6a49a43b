import { ApiError } from "../../client/api/api-error";
import type { SeenEndpoint } from "../../client/serving-endpoints/serving-endpoints-client";
import { configRest } from "../../client/serving-endpoints/endpoint-bodies";
import { remoteEntity } from "../../client/serving-endpoints/remote-config";
import { replaceOwn } from "../../plan/config-edits";
import { gatewaySteps } from "../../plan/gateway-steps";
import { shows, showsTags } from "../../plan/shows";
import { secretsIn } from "../../resources/secret-values";
import {
  servingEndpoint,
  type ServingEndpointInputs,
  type ServingEndpointState,
} from "../../resources/serving-endpoint";
import type { UpdateCall } from "../../schema/field-facts";
import type { Operation } from "../operation";
import { submitWrite } from "../shared-config/config-queue";
import { untilShown } from "../until-shown";
import { sentPermissions } from "./permissions";
import { awaitSettled, ConfigUpdateFailed } from "./settle-config";
import { whenSettled } from "./when-settled";

/** What a call of an update works with. */
export interface CallScope {
  readonly name: string;
  /** The endpoint as it was when the update began. */
  readonly seen: SeenEndpoint;
  readonly olds: ServingEndpointState;
  readonly news: ServingEndpointInputs;
  readonly operation: Operation;
  readonly deadline: number;
}

/** Makes one call and makes sure of it; answers the endpoint where the call tells how it now is. */
type MakeCall = (scope: CallScope) => Promise<SeenEndpoint | undefined>;

/** How each update call is made. */
export const UPDATE_CALLS: Readonly<Record<UpdateCall, MakeCall>> = {
  patchTags: ({ olds, news, ...scope }) =>
    sure(
      scope,
      "the tags",
      (client, options) => client.patchTags(scope.name, olds.tags, news.tags, options),
      (endpoint) => showsTags(endpoint.inputs.tags, olds.tags, news.tags),
    ),

  async putAiGateway({ olds, news, ...scope }) {
    for (const gateway of gatewaySteps(olds.aiGateway, news.aiGateway)) {
      await sure(
        scope,
        "the AI gateway",
        (client, options) => client.putAiGateway(scope.name, gateway, options),
        (endpoint) => shows("aiGateway", endpoint.inputs.aiGateway, gateway),
      );
    }
    return undefined;
  },

  putRateLimits: ({ news, ...scope }) =>
    sure(
      scope,
      "the rate limits",
      (client, options) => client.putRateLimits(scope.name, news.rateLimits, options),
      // The API never shows them; to replace them once more does no harm.
      () => false,
    ),

  putPermissions,

  patchNotifications: ({ news, ...scope }) =>
    sure(
      scope,
      "the notifications",
      (client, options) => client.patchNotifications(scope.name, news.emailNotifications, options),
      (endpoint) => shows("emailNotifications", endpoint.inputs.emailNotifications, news.emailNotifications),
    ),

  putConfig: (scope) => (scope.news.allowAttachedModels === true ? putSharedConfig(scope) : putConfig(scope)),

  patchTelemetry: ({ news, ...scope }) =>
    whenSettled(scope, () =>
      sure(
        scope,
        "the telemetry",
        (client, options) => client.patchTelemetry(scope.name, news.telemetryConfig, options),
        (endpoint) => shows("telemetryConfig", endpoint.inputs.telemetryConfig, news.telemetryConfig),
      ),
    ),
};

type Client = Operation["workspace"]["servingEndpoints"];

/** Makes a call of the endpoint itself, and looks at the endpoint where its fate is not known. */
async function sure(
  { name, operation, deadline }: Pick<CallScope, "name" | "operation" | "deadline">,
  what: string,
  call: (client: Client, options: { deadline: number }) => Promise<unknown>,
  isShown: (endpoint: SeenEndpoint) => boolean,
): Promise<undefined> {
  const client = operation.workspace.servingEndpoints;
  await untilShown<unknown>(
    {
      what,
      deadline,
      send: () => call(client, { deadline }).then(() => true),
      async look() {
        const endpoint = await client.get(name, { deadline });
        return endpoint !== undefined && isShown(endpoint) ? true : undefined;
      },
    },
    operation,
  );
  return undefined;
}

/** Sends the whole config and waits for it; an update that is running when we come is waited for, not failed on. */
async function putConfig(scope: CallScope): Promise<SeenEndpoint> {
  const { name, seen, news, operation, deadline } = scope;
  const client = operation.workspace.servingEndpoints;
  const secrets = secretsIn(servingEndpoint.inputs, news);
  let before = seen;
  const answer = await whenSettled(scope, () =>
    untilShown(
      {
        what: "the config",
        deadline,
        send: () => client.putConfig(name, news, { deadline, secrets }),
        async look() {
          const now = await client.get(name, { deadline });
          if (now === undefined) return undefined;
          const ours = isRollout(now, before, news);
          before = ours ? before : now;
          return ours ? now : undefined;
        },
      },
      operation,
    ),
  );
  const endpoint = await awaitSettled(name, operation, deadline, answer);
  if (endpoint.configUpdate !== "NOT_UPDATING") throw new ConfigUpdateFailed(endpoint);
  return endpoint;
}

/**
 * Whether what an endpoint serves, or is about to, is what was sent: equal content under a number above the one before. The
 * number tells it from what was there already, since a credential behind a reference may be all that changed.
 */
function isRollout(now: SeenEndpoint, before: SeenEndpoint, news: ServingEndpointInputs): boolean {
  const known = Math.max(before.serving?.version ?? 0, before.pending?.version ?? 0);
  return [now.pending, now.serving].some((config) => {
    if (config === undefined) return false;
    const isNewer = config.version > known || (config === now.pending && before.pending === undefined);
    return isNewer && shows("config", config.inputs, news.config);
  });
}

/** The same for a config that others write too: what they attached is kept. */
async function putSharedConfig({ name, olds, news, operation, deadline }: CallScope): Promise<SeenEndpoint> {
  const own = (news.config?.servedEntities ?? []).map(remoteEntity);
  const before = (olds.config?.servedEntities ?? []).map(({ name: served }) => String(served));
  const edit = replaceOwn(name, before, own, configRest(news));
  const secrets = secretsIn(servingEndpoint.inputs, news);
  const write = { edit, force: true, expects: own.map((entity) => entity.name), secrets };
  return submitWrite(name, write, operation, deadline);
}

/** Permissions hang on the endpoint's id. */
async function putPermissions({ seen, news, operation, deadline }: CallScope): Promise<undefined> {
  const { identity, permissions } = operation.workspace;
  const list = sentPermissions(news.accessControlList, await identity.me({ deadline }));
  await untilShown(
    {
      what: "the permissions",
      deadline,
      send: () => permissions.put(seen.id, list, { deadline }).then(() => true),
      async look() {
        const shown = await permissions.get(seen.id, { deadline });
        return shows("accessControlList", shown, list) ? true : undefined;
      },
    },
    operation,
  );
}

/** Whether an error says that something is not there; a principal that a call names can be missing as well. */
export const saysMissing = (error: unknown): boolean =>
  error instanceof ApiError && error.category === "not-found";
