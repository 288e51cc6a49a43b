import { gatewayScenarios } from "./gateway-scenarios";
import { holdMatrix } from "./hold-matrix";

// All faults: `npm run test:long`.
holdMatrix(gatewayScenarios, 3);
