import * as pulumi from "@pulumi/pulumi";

/** What the program itself says; undefined where it says nothing, or the value comes from another resource. */
export const written = <T>(input: pulumi.Input<T> | null | undefined): T | undefined =>
  input === null || pulumi.Output.isInstance(input) || input instanceof Promise ? undefined : input;
