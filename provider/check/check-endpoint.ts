import { withoutUnset, type Fields } from "../schema/plain-object";
import { distinct, type Problem } from "../schema/problem";
import { checked, type Checked } from "./checked";
import { keepsRoutes, movedSplitProblems } from "./kept-routes";
import { resolveAliases } from "../schema/resolve-aliases";
import { validate } from "../schema/validate";
import { normaliseEndpoint } from "./normalise-endpoint";
import {
  accessControlRule,
  aiGatewayRule,
  externalOnlyRule,
  reservedNameRule,
  tagsRule,
  telemetryRule,
  telemetryTablesRule,
} from "./rules/endpoint-sections";
import { providerSettingsRule } from "./rules/provider-settings";
import { servedEntitiesRule } from "./rules/served-entities";
import { trafficRule } from "./rules/traffic";
import {
  servingEndpoint,
  type ServingEndpointInputs,
  type ServingEndpointState,
} from "../resources/serving-endpoint";

const RULES: readonly ((inputs: Fields) => Problem[])[] = [
  reservedNameRule,
  servedEntitiesRule,
  providerSettingsRule,
  tagsRule,
  aiGatewayRule,
  accessControlRule,
  externalOnlyRule,
  telemetryRule,
  telemetryTablesRule,
];

/**
 * Checks the inputs of a serving endpoint, without the network: whatever the API always refuses is said here, all of it
 * at once.
 *
 * @param news what the program says
 * @param olds inputs of the last run; empty for a new endpoint
 * @param defaults the name for an endpoint without one, and the value of its ownership tag
 */
export function checkEndpoint(
  news: Fields,
  defaults: { name: string; owner: string },
  olds: ServingEndpointState = {},
): Checked<ServingEndpointInputs> {
  const whole = withoutUnset(news);
  const resolved = resolveAliases(servingEndpoint.inputs, whole);
  const problems = distinct([
    // First, since rules say more than the schema does of the same field.
    ...RULES.flatMap((rule) => rule(whole)),
    ...validate(servingEndpoint.inputs, whole),
    ...resolved.problems,
    ...(keepsRoutes(whole, olds) ? movedSplitProblems(whole, olds) : trafficRule(whole)),
  ]);
  return checked(news, problems, () =>
    normaliseEndpoint({ name: defaults.name, ...resolved.value }, defaults.owner, olds),
  );
}
