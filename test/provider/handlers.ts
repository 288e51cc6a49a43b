import { ExternalModel, ServingEndpoint, TrafficSplit } from "../../provider/index";

/** What the engine calls, by class. */
export const handlers = { ServingEndpoint, ExternalModel, TrafficSplit } as const;
