import type { SeenEndpoint } from "../../client/serving-endpoints/serving-endpoints-client";
import type { EndpointGatewayInputs, EndpointGatewayState } from "../../resources/endpoint-gateway";
import { endpointGateway } from "../../resources/endpoint-gateway";
import type { ServingEndpointInputs } from "../../resources/serving-endpoint";
import { differences } from "../../schema/differences";
import { withoutUnset } from "../../schema/plain-object";
import { UPDATE_CALLS } from "../endpoint/update-calls";
import type { Operation } from "../operation";
import { PartialFailure } from "../partial-failure";

/** What of an endpoint is governed, and the call that sets it. */
export const SETTINGS = { aiGateway: "putAiGateway", accessControlList: "putPermissions" } as const;

type Setting = keyof typeof SETTINGS;

/** Settings, as far as somebody says them. */
export type GatewaySettings = Pick<Partial<EndpointGatewayInputs>, Setting>;

const WHAT: Readonly<Record<Setting, string>> = {
  aiGateway: "Updating the AI gateway",
  accessControlList: "Updating permissions",
};

/** The settings among inputs or outputs. */
export const settingsOf = ({ aiGateway, accessControlList }: GatewaySettings): GatewaySettings =>
  withoutUnset({ aiGateway, accessControlList });

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
 * @throws PartialFailure with what is done so far
 */
export async function writeSettings(
  scope: GatewayScope,
  olds: EndpointGatewayState,
  news: GatewaySettings,
): Promise<EndpointGatewayState> {
  let outputs = olds;
  for (const setting of Object.keys(SETTINGS) as Setting[]) {
    const before = outputs[setting];
    const wanted = news[setting];
    if (differences(endpointGateway.inputs.shape[setting], before, wanted).length === 0) continue;
    try {
      scope.operation.reporter.progress(WHAT[setting]);
      outputs = await writeSetting(scope, outputs, setting, wanted);
    } catch (error) {
      const reasons = [`${WHAT[setting]}: ${(error as Error).message}`];
      throw new PartialFailure(scope.id, withoutUnset(outputs), reasons, { cause: error });
    }
  }
  return withoutUnset(outputs);
}

async function writeSetting(
  scope: GatewayScope,
  olds: EndpointGatewayState,
  setting: Setting,
  wanted: GatewaySettings[Setting],
): Promise<EndpointGatewayState> {
  const { [setting]: held, ...rest } = olds;
  const { [setting]: previous, ...others } = olds.previous ?? {};
  if (wanted === undefined) {
    if (olds.onDelete !== "keep") await call(scope, setting, held, previous);
    return { ...rest, previous: others };
  }
  const isFirst = held === undefined;
  const now = isFirst ? await shown(scope, setting) : previous;
  // Noted before anything is sent: after a failure in between it could not be told any more.
  const noted = { ...olds, previous: withoutUnset({ ...others, [setting]: now }) };
  await call(scope, setting, isFirst ? now : held, wanted).catch((error: unknown) => {
    const reasons = [`${WHAT[setting]}: ${(error as Error).message}`];
    throw isFirst ? error : new PartialFailure(scope.id, withoutUnset(noted), reasons, { cause: error });
  });
  return { ...noted, [setting]: wanted };
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
