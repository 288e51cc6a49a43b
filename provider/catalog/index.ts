export { parseBedrockModelId, type BedrockModelId } from "./bedrock-model-id";
export { judgeTarget, taskOfApi, type TargetQuestion, type TargetVerdict } from "./judge-target";
export { judgeModel, type ModelQuestion } from "./judge-model";
export type { ModelSuggestion, ModelVerdict } from "./model-verdict";
export type { ChatModelOf, CompletionModelOf, EmbeddingModelOf, KnownModel } from "./known-model";
export { modelFamilies, type ModelFamily } from "./model-families";
export { modelRows, type ModelRow } from "./model-rows";
export { nearestNames } from "../text/nearest-names";
export { newerModels, type NewerModel } from "./newer-models";
export { providerConfigs, type ConfigRequirement, type ProviderConfig } from "./provider-config";
export {
  bedrockProviders,
  isProviderName,
  openaiApiTypes,
  otherProviderNames,
  providerNames,
  type BedrockProvider,
  type OpenaiApiType,
  type ProviderName,
} from "./provider-name";
export { PROVIDER_TYPE, PROVIDER_TYPES, providerTypeOf, type ProviderType } from "./provider-types";
export { usualApi } from "./usual-api";
export { areaNames, areaOfRegion, areas, hasBedrock, regionsOf, type Area, type Cloud } from "./region-area";
export { noRegion, type NoRegion } from "./region-name";
export { replacementFor, type Replacement } from "./replacement";
export { retirementOf, type Retirement, type RetirementQuery } from "./retirement";
export { tasks, type Task } from "./task";
