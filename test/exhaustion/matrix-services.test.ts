import { holdMatrix } from "./hold-matrix";
import { serviceScenarios } from "./service-scenarios";

// All faults: `npm run test:long`.
holdMatrix(serviceScenarios, 3);
