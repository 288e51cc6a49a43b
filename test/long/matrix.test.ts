import { gatewayScenarios } from "../exhaustion/gateway-scenarios";
import { holdMatrix } from "../exhaustion/hold-matrix";
import { serviceScenarios } from "../exhaustion/service-scenarios";

holdMatrix([...serviceScenarios, ...gatewayScenarios]);
