import { ApiError } from "../../client/api/api-error";
import type { UpdateCall } from "../../schema/field-facts";
import { fieldsOf, listOf, withoutUnset, type Fields } from "../../schema/plain-object";
import { putBackSecrets } from "../../resources/secret-values";
import { replaceOwn } from "../../plan/config-edits";
import type { RemoteEntity } from "../../plan/remote-config";
import { planEndpoint, type PlannedCall } from "../../plan/plan-endpoint";
import { readEndpoint } from "../../client/serving-endpoints/read-endpoint";
import {
  configBody,
  gatewayBodies,
  notificationsBody,
  configRest,
  permissionsBody,
  rateLimitsBody,
  tagsBody,
  telemetryBody,
} from "../../client/serving-endpoints/endpoint-bodies";
import { remoteEntity } from "../../client/serving-endpoints/remote-config";
import { submitWrite } from "../shared-config/config-queue";
import { deadlineOf } from "../deadline";
import { endpointOutputs, secretsOf, settle } from "./endpoint-outputs";
import type { Operation } from "../operation";
import { PartialFailure } from "../partial-failure";
import { awaitSettled, ConfigUpdateFailed, OthersUpdating, StillUpdating } from "./settle-config";
import { undefinedIfMissing } from "../undefined-if-missing";
import { verifyModels } from "./verify-models";

/** What a call of an update works with. */
interface CallScope {
  readonly name: string;
  readonly olds: Fields;
  readonly news: Fields;
  readonly operation: Operation;
  readonly deadline: number;
}

/** Makes one call; answers what the server now says on top of the inputs, where it says it. */
type MakeCall = (scope: CallScope) => Promise<Fields | undefined>;

/** How each update call is made. */
const MAKE_CALL: Readonly<Record<UpdateCall, MakeCall>> = {
  async patchTags({ name, olds, news, operation, deadline }) {
    await operation.workspace.patchTags(name, tagsBody(olds, news), { deadline });
    return undefined;
  },
  async putAiGateway({ name, olds, news, operation, deadline }) {
    for (const body of gatewayBodies(olds, news)) {
      await operation.workspace.putAiGateway(name, body, { deadline });
    }
    return undefined;
  },
  async putRateLimits({ name, news, operation, deadline }) {
    await operation.workspace.putRateLimits(name, rateLimitsBody(news), { deadline });
    return undefined;
  },
  putPermissions,
  async patchNotifications({ name, news, operation, deadline }) {
    await operation.workspace.patchNotifications(name, notificationsBody(news), { deadline });
    return undefined;
  },
  putConfig,
  async patchTelemetry(scope) {
    const { name, news, operation, deadline } = scope;
    await whenSettled(scope, () =>
      operation.workspace.patchTelemetry(name, telemetryBody(news), { deadline }),
    );
    return undefined;
  },
};

/**
 * Updates a serving endpoint: only what changed, each section by its own call. What is done is kept when a later call
 * fails, and the next run does the rest.
 *
 * @param id the endpoint's name
 * @param purpose whose time limit counts
 * @returns outputs for state
 * @throws PartialFailure with what is done so far
 */
export async function updateEndpoint(
  id: string,
  olds: Fields,
  news: Fields,
  operation: Operation,
  purpose: "create" | "update" | "adopt" = "update",
): Promise<Fields> {
  const plan = planEndpoint(olds, news);
  const deadline = deadlineOf(purpose === "update" ? "update" : "create", news, operation.clock);
  let outputs: Fields = settle(
    olds,
    news,
    plan.recorded.filter((input) => input !== "verify"),
  );
  const fail = (what: string, error: unknown): never => {
    throw new PartialFailure(id, withoutUnset(outputs), [`${what}: ${(error as Error).message}`], {
      cause: error,
    });
  };
  for (const step of plan.calls) {
    const scope = { name: id, olds: outputs, news, operation, deadline };
    try {
      operation.reporter.progress(`${describeCall(step)}`);
      const answers = await MAKE_CALL[step.call](scope);
      outputs = { ...settle(outputs, news, step.settles), ...answers };
    } catch (error) {
      if (error instanceof StillUpdating)
        outputs = endpointOutputs(settle(outputs, news, step.settles), error.endpoint);
      if (error instanceof ConfigUpdateFailed) outputs = endpointOutputs(outputs, error.endpoint);
      fail(describeCall(step), await explainMissing(error, id, operation));
    }
  }
  const configSent = plan.calls.some(({ call }) => call === "putConfig");
  if (plan.unsettled && !configSent) {
    try {
      const endpoint = await awaitSettled(id, operation, deadline);
      outputs = endpointOutputs(outputs, endpoint);
      if (endpoint.configUpdate !== "NOT_UPDATING") throw new ConfigUpdateFailed(endpoint);
    } catch (error) {
      fail("Waiting for an update that an earlier run began", error);
    }
  }
  if (news["verify"] === true && (configSent || olds["verify"] !== true || purpose !== "update")) {
    delete outputs["verify"];
    await verifyModels(id, news, operation, deadline).catch((error: unknown) => fail("Verifying", error));
  }
  return withoutUnset(settle(outputs, news, ["verify"]));
}

/** Sends the whole config and waits for it; an update that is running when we come is waited for, not failed on. */
async function putConfig(scope: CallScope): Promise<Fields> {
  const { name, olds, news, operation, deadline } = scope;
  if (news["allowAttachedModels"] === true) {
    const own = ownEntities(news);
    const before = ownEntities(olds).map((entity) => entity.name);
    const edit = replaceOwn(name, before, own, configRest(news));
    const write = { edit, force: true, expects: own.map((entity) => entity.name), secrets: secretsOf(news) };
    return (await submitWrite(name, write, operation, deadline)).outputs;
  }
  const options = { deadline, secrets: secretsOf(news) };
  const answer = await whenSettled(scope, () =>
    operation.workspace.putConfig(name, configBody(news), options),
  );
  const endpoint = await awaitSettled(name, operation, deadline, answer);
  if (endpoint.configUpdate !== "NOT_UPDATING") throw new ConfigUpdateFailed(endpoint);
  return endpoint.outputs;
}

/** The entities that the resource lists itself, with their credentials. */
function ownEntities({ secretValues, ...apart }: Fields): RemoteEntity[] {
  const { config } = putBackSecrets(apart, fieldsOf(secretValues));
  return listOf(fieldsOf(config)["servedEntities"]).map((entity) => remoteEntity(fieldsOf(entity)));
}

/** Permissions hang on the endpoint's id; one that was deleted and created again by hand has a new one. */
async function putPermissions({
  name,
  olds,
  news,
  operation,
  deadline,
}: CallScope): Promise<Fields | undefined> {
  const { workspace } = operation;
  const body = permissionsBody(news, await workspace.me({ deadline }));
  const id = String(olds["endpointId"]);
  try {
    await workspace.putPermissions(id, body, { deadline });
    return undefined;
  } catch (error) {
    undefinedIfMissing(error);
    const answer = await workspace.getEndpoint(name, { deadline });
    const endpoint = readEndpoint(answer.json, workspace.host);
    // Then it is a principal that does not exist.
    if (endpoint.id === id) throw error;
    await workspace.putPermissions(endpoint.id, body, { deadline });
    return endpoint.outputs;
  }
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/** Does what the API refuses while the endpoint is updating; waits and does it again where it does. */
async function whenSettled<T>({ name, operation, deadline }: CallScope, call: () => Promise<T>): Promise<T> {
  const { clock, reporter } = operation;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ApiError) || error.category !== "conflict") throw error;
      reporter.progress("another update of this endpoint is running: waiting for it");
      // A server may say that it has settled and refuse all the same, for a while.
      await clock.sleep(Math.min(pause, deadline - clock.now()));
      await awaitSettled(name, operation, deadline).catch((waiting: unknown) => {
        throw waiting instanceof StillUpdating ? new OthersUpdating(waiting) : waiting;
      });
      if (clock.now() >= deadline) throw error;
    }
  }
}

function describeCall({ call, because }: PlannedCall): string {
  const what: Record<UpdateCall, string> = {
    patchTags: "Updating tags",
    putAiGateway: "Updating the AI gateway",
    putRateLimits: "Updating rate limits",
    putPermissions: "Updating permissions",
    putConfig: "Updating the config",
    patchNotifications: "Updating notifications",
    patchTelemetry: "Updating telemetry",
  };
  const fields =
    because.length > 3
      ? `${because.slice(0, 3).join(", ")} and ${because.length - 3} more`
      : because.join(", ");
  return `${what[call]} (${fields})`;
}

async function explainMissing(error: unknown, name: string, { workspace }: Operation): Promise<unknown> {
  if (!(error instanceof ApiError) || error.category !== "not-found") return error;
  // Something that the call names can be missing as well, such as a principal.
  const isThere = await workspace.getEndpoint(name).then(
    () => true,
    (other: unknown) => !(other instanceof ApiError && other.category === "not-found"),
  );
  if (isThere) return error;
  return new Error(
    `Endpoint ${JSON.stringify(name)} does not exist any more; run \`pulumi refresh\`, then \`pulumi up\` creates it again. (${error.message})`,
    { cause: error },
  );
}
