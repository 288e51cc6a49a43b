import { endpointScenarios } from "./endpoint-scenarios";
import { holdMatrix } from "./hold-matrix";

holdMatrix(endpointScenarios);
