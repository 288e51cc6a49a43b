import * as pulumi from "@pulumi/pulumi";
import { quietStacks } from "./quiet-stacks";

/**
 * Gives a resource the properties that it has not registered: each is an Output, made when it is first asked for. Its
 * value is what the engine has recorded (perhaps nothing), and unknown where the resource's id is.
 *
 * They are the resource's own and enumerable, as registered ones are: `export const endpoint = …` shows them all.
 *
 * @param names of all properties of the resource, registered or not
 */
export function addLateOutputs(resource: pulumi.CustomResource, names: readonly string[]): void {
  const made = new Map<string, pulumi.Output<unknown>>();
  for (const name of names) {
    if (Object.hasOwn(resource, name)) continue;
    Object.defineProperty(resource, name, {
      enumerable: true,
      configurable: true,
      get() {
        const output = made.get(name) ?? recorded(resource, name);
        made.set(name, output);
        return output;
      },
    });
  }
}

function recorded(resource: pulumi.CustomResource, name: string): pulumi.Output<unknown> {
  foresee();
  return pulumi
    .all([resource.urn, resource.id])
    .apply(([urn]) => (new RecordedResource(urn, name) as unknown as Record<string, unknown>)[name]);
}

/** Programs whose preview has asked the engine already. */
const foreseen = new WeakSet<pulumi.Resource>();

/**
 * Asks the engine once in a preview too, where nothing may be recorded yet: what answers is a provider of the engine's own, and
 * a plan (`pulumi preview --save-plan`) that has not seen it makes `pulumi up --plan` refuse it.
 */
function foresee(): void {
  const stack = pulumi.runtime.getStackResource();
  if (stack === undefined || foreseen.has(stack) || !pulumi.runtime.isDryRun()) return;
  foreseen.add(stack);
  stack.urn.apply((urn) => pulumi.runtime.invoke("pulumi:pulumi:getResource", { urn }));
}

/** A resource that was registered before, as the engine knows it, with one of its properties. */
class RecordedResource extends pulumi.CustomResource {
  constructor(urn: pulumi.URN, property: string) {
    const [type = "", name = ""] = urn.split("::").slice(2);
    const restore = quietStacks();
    try {
      super(type.split("$").at(-1) ?? "", name, { [property]: undefined }, { urn });
    } finally {
      restore();
    }
  }
}
