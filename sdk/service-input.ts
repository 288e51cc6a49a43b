import type { CustomResource, Input, Output } from "@pulumi/pulumi";
import type { KnownModel } from "../provider/catalog/known-model";
import type { PROVIDER_TYPES, ProviderType } from "../provider/catalog/provider-types";
import type { ServingEndpoint } from "./serving-endpoint";

/** A value as the API spells it, or without what all values of the field begin with. */
export type Spelt<T extends string> = T extends `EXTERNAL_MODEL_PROVIDER_TYPE_${infer S}`
  ? T | S
  : T extends `DESTINATION_TYPE_${infer S}`
    ? T | S
    : T extends `RATE_LIMIT_RENEWAL_PERIOD_${infer S}`
      ? T | S
      : T extends `RATE_LIMIT_KEY_${infer S}`
        ? T | S
        : T;

/**
 * A value of which every part may come from another resource. What tells the options of a union apart stays a literal, so
 * that the compiler holds each provider's settings and each way to sign in.
 */
export type ServiceInput<T> = [T] extends [string | undefined]
  ? Input<Spelt<Exclude<T, undefined>> | Extract<T, undefined>>
  : [T] extends [string | number | boolean | undefined]
    ? Input<T>
    : StructureInput<T>;

type StructureInput<T> = T extends readonly (infer Item)[]
  ? Input<ServiceInput<Item>[]>
  : T extends { providerType: infer Type extends ProviderType }
    ? ProviderConfigArgs<T, Type>
    : T extends { destinationType: infer Type extends string }
      ? Input<ServiceFields<Omit<T, "destinationType">> & { destinationType?: Spelt<Type> }>
      : T extends object
        ? Input<ServiceFields<T>>
        : T;

/** A `ModelProviderService`, by what its name is made of. */
type ProviderServiceResource = CustomResource & {
  readonly parent: Output<string>;
  readonly modelProviderServiceId: Output<string>;
};

/** The parts of an object as inputs, where the object itself is written out. */
export type ServiceFields<T> = {
  [Field in keyof T]: Field extends "modelProviderService"
    ? Input<string> | ProviderServiceResource
    : Field extends "modelServingEndpoint"
      ? Input<string> | ServingEndpoint
      : ServiceInput<T[Field]>;
};

/** Settings of one type of provider: its own block, and names of its models complete in editors. */
type ProviderConfigArgs<T, Type extends ProviderType> = {
  [Field in keyof T]: Field extends "providerType"
    ? Spelt<Type>
    : Field extends "targets"
      ? Input<Input<TargetArgs<Exclude<T[Field], undefined>, Type>>[]>
      : ServiceInput<T[Field]>;
};

type TargetArgs<Targets, Type extends ProviderType> = Targets extends readonly (infer Target)[]
  ? {
      [Field in keyof Target]: Field extends "model"
        ? Input<KnownModel<(typeof PROVIDER_TYPES)[Type]["provider"]> | (string & {})>
        : ServiceInput<Target[Field]>;
    }
  : never;
