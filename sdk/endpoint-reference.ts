import type * as pulumi from "@pulumi/pulumi";
import { ownEndpoint } from "./endpoint-attachments";
import { ServingEndpoint } from "./serving-endpoint";

/** An endpoint of this program, or the name of one that another program owns. */
export type EndpointReference = ServingEndpoint | pulumi.Input<string>;

/**
 * Arguments with the endpoint as its name, and the options that follow from an endpoint of this program: what is attached
 * goes with it, so that destroying both makes no update of an endpoint that is about to go.
 */
export function endpointOf<Args extends { endpoint: EndpointReference }>(
  args: Args,
): {
  inputs: Omit<Args, "endpoint"> & { endpoint: pulumi.Input<string> };
  defaults: pulumi.CustomResourceOptions;
} {
  const { endpoint: reference } = args;
  const endpoint = ownEndpoint(reference);
  if (!ServingEndpoint.isInstance(endpoint)) {
    const name = ServingEndpoint.isInstance(reference) ? reference.name : reference;
    return { inputs: { ...args, endpoint: name }, defaults: {} };
  }
  // The program may change its own endpoint before the resource that refers to it, so that a preview cannot judge it.
  return {
    inputs: { ...args, endpoint: endpoint.name, __sharedHere: true },
    defaults: { deletedWith: endpoint },
  };
}
