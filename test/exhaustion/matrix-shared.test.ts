import { holdMatrix } from "./hold-matrix";
import { sharedScenarios } from "./shared-scenarios";

holdMatrix(sharedScenarios);
