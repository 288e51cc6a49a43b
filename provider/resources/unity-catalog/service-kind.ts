import type * as z from "zod";
import { modelProviderService, type ModelProviderServiceInputs } from "../model-provider-service";
import { modelService, type ModelServiceAnswers, type ModelServiceInputs } from "../model-service";
import { fullNameIn } from "./names";
import type { securableOutputs } from "./securable-settings";

/** Checked inputs of a service of either kind. */
export type ServiceInputs = ModelProviderServiceInputs | ModelServiceInputs;

/** Name of an input of either kind. */
export type ServiceInputName = keyof ModelProviderServiceInputs | keyof ModelServiceInputs;

/** What the API answers of either kind on top of the inputs. */
export type ServiceAnswers = {
  [Output in keyof typeof securableOutputs]?: z.output<(typeof securableOutputs)[Output]>;
};

/** What state holds of a service of either kind; the URLs and API types, of a model service alone. */
export type ServiceState<Inputs extends ServiceInputs = ServiceInputs> = Partial<Inputs> &
  Partial<ModelServiceAnswers>;

/** A kind of service: how the API calls it, and what it is. */
export interface ServiceKind<Inputs extends ServiceInputs = ServiceInputs> {
  readonly type: "ModelProviderService" | "ModelService";
  /** What people call it. */
  readonly word: string;
  /** First part of a name and of a path. */
  readonly collection: "model-provider-services" | "model-services";
  /** Parameter of a create that names the new service. */
  readonly idParameter: string;
  /** What the permissions API calls it. */
  readonly securable: string;
  readonly inputs: z.ZodObject<z.ZodRawShape, z.core.$strict>;
  /** Fields that only the API knows. */
  readonly outputs: z.ZodObject;
  /** Input that holds the last part of the name. */
  readonly leaf: "modelProviderServiceId" | "modelServiceId";
  /** The last part of the name; undefined where it is not known yet. */
  leafOf(inputs: Partial<Inputs>): string | undefined;
  /** `catalog.schema.name`. */
  fullName(inputs: Pick<Inputs, "parent"> & Partial<Inputs>): string;
}

/** Model provider services. */
export const PROVIDER_SERVICE: ServiceKind<ModelProviderServiceInputs> = {
  type: "ModelProviderService",
  word: "model provider service",
  collection: "model-provider-services",
  idParameter: "model_provider_service_id",
  securable: "model_provider_service",
  inputs: modelProviderService.inputs,
  outputs: modelProviderService.outputs,
  leaf: "modelProviderServiceId",
  leafOf: ({ modelProviderServiceId }) => modelProviderServiceId,
  fullName: ({ parent, modelProviderServiceId }) => fullNameIn(parent, String(modelProviderServiceId)),
};

/** Model services. */
export const MODEL_SERVICE: ServiceKind<ModelServiceInputs> = {
  type: "ModelService",
  word: "model service",
  collection: "model-services",
  idParameter: "model_service_id",
  securable: "model_service",
  inputs: modelService.inputs,
  outputs: modelService.outputs,
  leaf: "modelServiceId",
  leafOf: ({ modelServiceId }) => modelServiceId,
  fullName: ({ parent, modelServiceId }) => fullNameIn(parent, String(modelServiceId)),
};
