import { endpointScenarios } from "./endpoint-scenarios";
import { gatewayScenarios } from "./gateway-scenarios";
import type { Scenario } from "./scenario";
import { serviceScenarios } from "./service-scenarios";
import { sharedScenarios } from "./shared-scenarios";

/** The scenarios of all resources. */
export const everyScenario: readonly Scenario[] = [
  ...endpointScenarios,
  ...sharedScenarios,
  ...serviceScenarios,
  ...gatewayScenarios,
];
