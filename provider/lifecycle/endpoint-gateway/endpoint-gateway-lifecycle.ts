import { checkEndpointGateway } from "../../check/check-endpoint-gateway";
import { planAttached } from "../../plan/plan-attached";
import { willMake } from "../../plan/update-requests";
import {
  endpointGateway,
  type EndpointGatewayInputs,
  type EndpointGatewayState,
} from "../../resources/endpoint-gateway";
import { withoutUnset } from "../../schema/plain-object";
import { deadlineOf } from "../deadline";
import { projectEndpoint } from "../endpoint/read-endpoint";
import { EndpointRemade, identityOf, ownershipOf } from "../own-endpoint";
import { preflightGateway } from "../preflight/preflight-gateway";
import type { ResourceLifecycle } from "../resource-lifecycle";
import { settle } from "../settle";
import { findEndpoint, NoEndpointToGovern } from "./find-endpoint";
import { writeSettings } from "./gateway-settings";
import { SETTING_NAMES, SETTINGS, settingsOf, type GatewaySettings, type Setting } from "./governed-settings";

type Inputs = EndpointGatewayInputs;
type State = EndpointGatewayState;

const { shape } = endpointGateway.inputs;

const claimOfSetting = (endpointId: string, setting: Setting): string => `${endpointId}/${setting}`;

const claimsOfGateway = (endpointId: string | undefined, settings: GatewaySettings): string[] =>
  endpointId === undefined
    ? []
    : SETTING_NAMES.filter((setting) => settings[setting] !== undefined).map((setting) =>
        claimOfSetting(endpointId, setting),
      );

/** The life of the gateway settings of an endpoint that somebody else owns. */
export const endpointGatewayLifecycle: ResourceLifecycle<Inputs, State> = {
  check: (_olds, news) => checkEndpointGateway(news),

  preflight: (_olds, news, operation, preflight, sharedHere) =>
    preflightGateway(news, operation, preflight, sharedHere),

  diff(olds, news) {
    const { replacements, written, recorded } = planAttached<Inputs>(shape, olds, news, []);
    const changes = replacements.length + written.length + recorded.length > 0;
    const settings = SETTING_NAMES.filter((name) => written.includes(name));
    const will = settings.map((setting) => willMake(SETTINGS[setting], [setting]));
    return { changes, replaces: replacements, deleteBeforeReplace: false, will };
  },

  claimsOf: (state) => claimsOfGateway(state.endpointId, settingsOf(state)),

  async create(inputs, operation) {
    const deadline = deadlineOf("create", inputs, operation.clock);
    const endpoint = await findEndpoint(inputs.endpoint, operation, deadline);
    const id = `${inputs.endpoint}/gateway`;
    const done: State = {
      endpoint: inputs.endpoint,
      ...identityOf(operation.workspace),
      endpointId: endpoint.id,
    };
    for (const claim of claimsOfGateway(endpoint.id, settingsOf(inputs))) operation.claims.add(claim);
    const scope = { id, endpoint, operation, deadline };
    const outputs = await writeSettings(scope, done, inputs);
    return { id, outputs: withoutUnset(settle(outputs, inputs, ["onDelete", "timeouts", "preflight"])) };
  },

  async read(id, last, operation) {
    const { workspace } = operation;
    const name = last.endpoint ?? id.replace(/\/gateway$/, "");
    const seen = await workspace.servingEndpoints.get(name);
    // Another endpoint of the name has settings of its own, which are not ours.
    if (ownershipOf(name, last, seen, workspace) !== "same" || seen === undefined) return undefined;
    const projected = await projectEndpoint(seen, settingsOf(last), operation);
    const managed = last.endpoint !== undefined;
    // What the endpoint has beside what is governed is its owner's; one that is imported brings the gateway it has.
    const governed = withoutUnset({
      aiGateway: (last.aiGateway ?? !managed) ? projected.aiGateway : undefined,
      accessControlList: last.accessControlList && projected.accessControlList,
    });
    const previous = managed ? {} : { previous: withoutUnset({ aiGateway: projected.aiGateway }) };
    const { endpoint: _, aiGateway: __, accessControlList: ___, ...rest } = last;
    const inputs = withoutUnset({
      endpoint: name,
      ...governed,
      onDelete: last.onDelete,
      timeouts: last.timeouts,
      preflight: last.preflight,
    });
    return {
      inputs,
      outputs: withoutUnset({
        ...previous,
        ...rest,
        ...inputs,
        endpointId: seen.id,
        ...identityOf(workspace),
      }),
    };
  },

  async update(id, olds, news, operation) {
    const { recorded, written } = planAttached<Inputs>(shape, olds, news, []);
    const settled = settle(olds, news, recorded);
    if (written.length === 0) return settled;
    const deadline = deadlineOf("update", news, operation.clock);
    const { workspace } = operation;
    const endpoint = await workspace.servingEndpoints.get(news.endpoint, { deadline });
    const ownership = ownershipOf(news.endpoint, olds, endpoint, workspace);
    if (endpoint === undefined) throw new NoEndpointToGovern(news.endpoint, workspace.host);
    if (ownership === "remade") {
      throw new EndpointRemade(
        news.endpoint,
        olds,
        endpoint,
        "To govern this one, run `pulumi refresh` first.",
      );
    }
    for (const claim of claimsOfGateway(endpoint.id, settingsOf(news))) operation.claims.add(claim);
    const held = { ...settled, ...identityOf(workspace) };
    return writeSettings({ id, endpoint, operation, deadline }, held, news);
  },

  async delete(id, olds, operation) {
    const { workspace, reporter, clock, claims } = operation;
    const deadline = deadlineOf("delete", olds, clock);
    const name = olds.endpoint ?? id.replace(/\/gateway$/, "");
    const seen = await workspace.servingEndpoints.get(name, { deadline });
    const ownership = ownershipOf(name, olds, seen, workspace);
    if (olds.onDelete === "keep" || seen === undefined) return;
    if (ownership === "remade") {
      reporter.warn(
        `Endpoint ${JSON.stringify(name)} was made anew meanwhile: there is nothing to restore on it.`,
      );
      return;
    }
    const isClaimed = (setting: Setting) => claims.has(claimOfSetting(seen.id, setting));
    if (SETTING_NAMES.some((setting) => olds[setting] !== undefined && isClaimed(setting))) {
      reporter.warn(
        `What is set on endpoint ${JSON.stringify(name)} is kept: another resource of this program governs it now, and puts back ` +
          "what it found when it goes. Say with the option `aliases` that a resource was renamed, and it keeps what was there before.",
      );
    }
    const kept = Object.fromEntries(
      SETTING_NAMES.filter(isClaimed).map((setting) => [setting, olds[setting]]),
    );
    const before = Object.fromEntries(
      Object.entries(olds.previous ?? {}).filter(([setting]) => !isClaimed(setting as Setting)),
    );
    await writeSettings({ id, endpoint: seen, operation, deadline }, { ...olds, previous: before }, kept);
  },
};
