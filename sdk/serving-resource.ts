import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import type { OwnSettings } from "../provider/resources/own-settings";
import { objectOptions, unwrap } from "../provider/schema/schema-walk";
import { addLateOutputs } from "./late-outputs";
import { quietStacks } from "./quiet-stacks";
import type { Registration } from "./registration";

/** What all resources of this package have in common. */
export abstract class ServingResource extends pulumi.CustomResource {
  /** Address of the workspace that has the object, `https://…`. */
  declare readonly workspaceHost: pulumi.Output<string>;
  /** Id of that workspace, the same under each of its addresses; nothing where it does not say. */
  declare readonly workspaceId: pulumi.Output<string | undefined>;
  /** How long to wait for each operation. */
  declare readonly timeouts: pulumi.Output<OwnSettings["timeouts"]>;
  /** Whether a preview looks at the workspace. */
  declare readonly preflight: pulumi.Output<OwnSettings["preflight"]>;

  /**
   * @param type token of the class
   * @param properties names of all inputs and outputs
   */
  protected constructor(type: string, name: string, registered: Registration, properties: readonly string[]) {
    const restore = quietStacks();
    try {
      super(type, name, registered.properties, registered.options);
    } finally {
      restore();
    }
    addLateOutputs(this, properties);
  }
}

/** Names of all inputs and outputs of a resource. */
export function propertyNames({
  inputs,
  outputs,
}: {
  inputs: z.core.$ZodType;
  outputs: z.ZodObject;
}): string[] {
  const inner = unwrap(inputs);
  const objects = inner instanceof z.ZodDiscriminatedUnion ? objectOptions(inner) : [inner as z.ZodObject];
  return [...new Set([...objects, outputs].flatMap(({ shape }) => Object.keys(shape)))];
}

/** Whether a value is a resource of a type, of whichever copy of this package. */
export const isOfType = (type: string, value: unknown): boolean =>
  pulumi.CustomResource.isInstance(value) && (value as { __pulumiType?: string }).__pulumiType === type;
