import { ApiError } from "../../client/api/api-error";
import type { SeenEndpoint } from "../../client/serving-endpoints/serving-endpoints-client";
import type { EndpointGatewayState } from "../../resources/endpoint-gateway";
import { endpointGateway } from "../../resources/endpoint-gateway";
import type { ServingEndpointInputs } from "../../resources/serving-endpoint";
import { UPDATE_REQUESTS } from "../../plan/update-requests";
import { differences } from "../../schema/differences";
import { withoutUnset } from "../../schema/plain-object";
import { UPDATE_CALLS } from "../endpoint/update-calls";
import type { Operation } from "../operation";
import { PartialFailure } from "../partial-failure";
import { FoundSettings } from "./found-settings";
import { SETTING_NAMES, SETTINGS, type GatewaySettings, type Setting } from "./governed-settings";

const updating = (setting: Setting): string => `Updating ${UPDATE_REQUESTS[SETTINGS[setting]].what}`;

/** What settings are written with. */
interface GatewayScope {
  readonly id: string;
  /** The endpoint as it is now. */
  readonly endpoint: SeenEndpoint;
  readonly operation: Operation;
  readonly deadline: number;
}

/**
 * Brings the settings that state holds to those that are wanted. What was there before a setting was first governed is
 * noted; where it is not wanted any more, that is put back, unless it is to be kept.
 *
 * @param olds what state holds
 * @returns outputs for state
 * @throws PartialFailure with what is done so far, and with what was there before a setting that may have been written
 */
export async function writeSettings(
  scope: GatewayScope,
  olds: EndpointGatewayState,
  news: GatewaySettings,
): Promise<EndpointGatewayState> {
  let outputs = olds;
  for (const setting of SETTING_NAMES) {
    const wanted = news[setting];
    const isNoted = outputs.previous?.[setting] !== undefined;
    const differs = differences(endpointGateway.inputs.shape[setting], outputs[setting], wanted).length > 0;
    // Noted and not held: of the request that was to write it nobody knows what became.
    if (!differs && (wanted !== undefined || !isNoted)) continue;
    scope.operation.reporter.progress(updating(setting));
    outputs =
      wanted === undefined
        ? await putBack(scope, outputs, setting)
        : await govern(scope, outputs, setting, wanted);
  }
  return withoutUnset(outputs);
}

async function govern(
  scope: GatewayScope,
  olds: EndpointGatewayState,
  setting: Setting,
  wanted: GatewaySettings[Setting],
): Promise<EndpointGatewayState> {
  const held = olds[setting];
  // Also where somebody has taken away what was set: what was there before that stays what is put back.
  const isFirst = held === undefined && olds.previous?.[setting] === undefined;
  const now = held ?? (await reading(scope, olds, setting));
  const found = new FoundSettings(scope.id, scope.endpoint.id, scope.operation);
  const known = found.noted(setting);
  let noted = olds;
  if (isFirst) {
    const previous = known ?? now ?? NOTHING[setting];
    found.note(setting, previous);
    noted = { ...olds, previous: { ...olds.previous, [setting]: previous } };
  }
  await call(scope, setting, now, wanted).catch((error: unknown) => {
    // Noted by an earlier run, it may have been written by that one.
    const isUntouched = known === undefined && error instanceof ApiError && error.fate === "not-done";
    if (isUntouched && isFirst) found.forget(setting);
    throw failed(scope, isUntouched ? olds : noted, setting, error);
  });
  return { ...noted, [setting]: wanted };
}

async function putBack(
  scope: GatewayScope,
  olds: EndpointGatewayState,
  setting: Setting,
): Promise<EndpointGatewayState> {
  const { [setting]: held, ...rest } = olds;
  const { [setting]: previous, ...others } = olds.previous ?? {};
  if (olds.onDelete !== "keep") {
    const now = held ?? (await reading(scope, olds, setting));
    await call(scope, setting, now, previous).catch((error: unknown) => {
      throw failed(scope, olds, setting, error);
    });
  }
  new FoundSettings(scope.id, scope.endpoint.id, scope.operation).forget(setting);
  return { ...rest, previous: others };
}

/** What stands for nothing in a note, so that it is told from no note. */
const NOTHING: Required<GatewaySettings> = { aiGateway: {}, accessControlList: [] };

const reading = (scope: GatewayScope, olds: EndpointGatewayState, setting: Setting) =>
  shown(scope, setting).catch((error: unknown) => {
    throw failed(scope, olds, setting, error);
  });

function failed(
  { id }: GatewayScope,
  outputs: EndpointGatewayState,
  setting: Setting,
  error: unknown,
): PartialFailure {
  const reasons = [`${updating(setting)}: ${(error as Error).message}`];
  return new PartialFailure(id, withoutUnset(outputs), reasons, { cause: error });
}

async function shown(
  { endpoint, operation, deadline }: GatewayScope,
  setting: Setting,
): Promise<GatewaySettings[Setting]> {
  if (setting === "aiGateway") return endpoint.inputs.aiGateway;
  return operation.workspace.permissions.get(endpoint.id, { deadline });
}

async function call(
  { endpoint, operation, deadline }: GatewayScope,
  setting: Setting,
  before: GatewaySettings[Setting],
  after: GatewaySettings[Setting],
): Promise<void> {
  await UPDATE_CALLS[SETTINGS[setting]]({
    name: endpoint.name,
    seen: endpoint,
    olds: { [setting]: before },
    news: { [setting]: after } as ServingEndpointInputs,
    operation,
    deadline,
  });
}
