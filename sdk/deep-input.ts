import type { Input } from "@pulumi/pulumi";
import type { ProviderName } from "../provider/catalog/provider-name";
import type { KnownModel } from "../provider/catalog/known-model";
import type { Task } from "../provider/catalog/task";
import type { ExternalModelFields } from "../provider/resources/external-model-fields";

/** A value of which every part may come from another resource. An external model keeps provider and task as literals, which tell its settings apart. */
export type DeepInput<T> = [T] extends [ExternalModelFields | undefined]
  ? Input<ExternalModelSettings>
  : [T] extends [string | number | boolean | undefined]
    ? Input<T>
    : [T] extends [readonly (infer Item)[] | undefined]
      ? Input<DeepInput<Item>[] | Extract<T, undefined>>
      : Input<FieldInputs<Exclude<T, undefined>> | Extract<T, undefined>>;

/** The parts of an object as inputs, where the object itself is written out. */
export type FieldInputs<T> = { [Field in keyof T]: DeepInput<T[Field]> };

type FieldsOf<P extends ProviderName> = Extract<ExternalModelFields, { provider: P }>;

/** Fields of a model of one provider and task: known names complete in editors, any other is allowed too. */
type ModelArgs<P extends ProviderName, T extends Task> = {
  [Field in keyof FieldsOf<P>]: Field extends "provider"
    ? P
    : Field extends "task"
      ? T
      : Field extends "name"
        ? Input<KnownModel<P, T> | (string & {})>
        : DeepInput<FieldsOf<P>[Field]>;
};

/** A model hosted outside Databricks: provider, model, task, and exactly that provider's settings. */
export type ExternalModelSettings = {
  [P in ProviderName]: { [T in Task]: ModelArgs<P, T> }[Task];
}[ProviderName];
