import { randomUUID } from "node:crypto";
import { registeredResources, type ResourceType } from "../../provider/registered-resources";
import { fieldsOf, isPlainObject, listOf, type Fields } from "../../provider/schema/plain-object";
import { toDynamic } from "./to-dynamic";
import { toPlugin } from "./to-plugin";
import { TRANSPORTS, type TransportName } from "./transport-names";

/**
 * A state whose resources are served by the other transport: the same objects with the same ids, under other types,
 * providers and names.
 *
 * @param state as `pulumi stack export` writes it; secrets may be encrypted
 */
export function movedState(state: Fields, to: TransportName): { state: Fields; moved: number } {
  const from = TRANSPORTS[to === "plugin" ? "dynamic" : "plugin"];
  const deployment = fieldsOf(state["deployment"]);
  const resources = listOf(deployment["resources"]).map(fieldsOf);
  const moving = resources.filter((resource) => typeIn(resource, from.prefix) !== undefined);
  // Children carry their parents' types in their own names.
  const names = new Map(
    resources.flatMap(({ urn }) => {
      const renamed = String(urn).replaceAll(from.prefix, TRANSPORTS[to].prefix);
      return renamed === urn ? [] : [[String(urn), renamed] as const];
    }),
  );
  const providers = movedProviders(resources, moving, to);
  const left = resources.filter((one) => !providers.gone.has(String(one["urn"])));
  const made = left.flatMap((resource) => {
    const type = typeIn(resource, from.prefix);
    if (type === undefined) return [resource];
    const reference = String(resource["provider"]);
    const provider = providers.of.get(reference);
    const rewritten = {
      ...(to === "plugin"
        ? toPlugin(resource)
        : toDynamic(resource, type, names.get(String(resource["urn"])), provider?.host)),
      type: `${TRANSPORTS[to].prefix}${type}`,
      provider: provider?.reference,
    };
    return provider === undefined || provider.placed ? [rewritten] : [place(provider), rewritten];
  });
  return {
    state: { ...state, deployment: { ...(renamed({ ...deployment, resources: made }, names) as Fields) } },
    moved: moving.length,
  };
}

interface MovedProvider {
  readonly reference: string;
  readonly resource: Fields;
  /** Address of the workspace, where an explicit provider says it. */
  readonly host: unknown;
  placed: boolean;
}

function place(provider: MovedProvider): Fields {
  provider.placed = true;
  return provider.resource;
}

/** A provider of the other package for each that moving resources refer to; one that nobody else refers to is gone. */
function movedProviders(resources: readonly Fields[], moving: readonly Fields[], to: TransportName) {
  const references = new Set(moving.map(({ provider }) => String(provider)));
  const of = new Map<string, MovedProvider>();
  const gone = new Set<string>();
  for (const reference of references) {
    const urn = reference.slice(0, reference.lastIndexOf("::"));
    const old = resources.find((one) => one["urn"] === urn) ?? { urn };
    const isShared = resources.some((one) => one["provider"] === reference && !moving.includes(one));
    if (!isShared) gone.add(urn);
    const { provider: name, settings } = TRANSPORTS[to];
    const id = randomUUID();
    const renamed = urn
      .replace(/::pulumi:providers:[^:]+::/, `::pulumi:providers:${name}::`)
      // Which version a default provider is of stands in its name; the engine finds its own.
      .replace(/::default_[\w.]+$/, "::default");
    of.set(reference, {
      reference: `${renamed}::${id}`,
      resource: {
        ...old,
        urn: renamed,
        id,
        type: `pulumi:providers:${name}`,
        custom: true,
        inputs: settings(fieldsOf(old["inputs"])),
        outputs: settings(fieldsOf(old["outputs"])),
      },
      host: Object.entries(fieldsOf(old["inputs"])).find(([key]) => /(^|:)host$/.test(key))?.[1],
      placed: false,
    });
  }
  return { of, gone };
}

function typeIn(resource: Fields, prefix: string): ResourceType | undefined {
  const type = String(resource["type"]);
  const name = type.startsWith(prefix) ? type.slice(prefix.length) : "";
  return Object.hasOwn(registeredResources, name) ? (name as ResourceType) : undefined;
}

/** Whatever refers to a resource does so by its new name. */
function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return names.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, names));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, renamed(item, names)]));
}
