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
  const pending = listOf(deployment["pending_operations"]).map(fieldsOf);
  const begun = pending.map(({ resource }) => fieldsOf(resource));
  const moving = [...resources, ...begun].filter((one) => typeIn(one, from.prefix) !== undefined);
  const providers = movedProviders(resources, moving, to);
  const rename = (urn: string): string =>
    providers.renamed.get(urn) ?? urn.replaceAll(ownTypes(from.prefix), `${TRANSPORTS[to].prefix}$1`);
  const rewritten = (resource: Fields, type: ResourceType): Fields => ({
    ...(to === "plugin"
      ? toPlugin(resource)
      : toDynamic(
          resource,
          type,
          rename(String(resource["urn"])),
          providers.of.get(String(resource["provider"]))?.host,
        )),
    type: `${TRANSPORTS[to].prefix}${type}`,
    provider: providers.of.get(String(resource["provider"]))?.reference,
  });
  const moved = resources.flatMap((resource) => {
    const own = providers.of.get(referenceOf(resource));
    // A provider stands before all that refers to it, so that its twin takes its place, or the one beside it.
    if (own !== undefined) return own.isShared ? [resource, place(own)] : [place(own)];
    const type = typeIn(resource, from.prefix);
    if (type === undefined) return [resource];
    const provider = providers.of.get(String(resource["provider"]));
    const one = rewritten(resource, type);
    return provider === undefined || provider.placed ? [one] : [place(provider), one];
  });
  const operations = pending.map((operation, index) => {
    const resource = begun[index] ?? {};
    const type = typeIn(resource, from.prefix);
    return type === undefined ? operation : { ...operation, resource: rewritten(resource, type) };
  });
  const whole = {
    ...deployment,
    resources: moved,
    ...(pending.length === 0 ? {} : { pending_operations: operations }),
  };
  return {
    state: { ...state, deployment: renamed(whole, rename) as Fields },
    moved: resources.filter((one) => typeIn(one, from.prefix) !== undefined).length,
  };
}

/** Our types within URNs: children carry their parents' types in their own names, and others may have types of that prefix. */
const ownTypes = (prefix: string): RegExp =>
  new RegExp(`${prefix}(${Object.keys(registeredResources).join("|")})(?=::|\\$)`, "g");

interface MovedProvider {
  readonly reference: string;
  readonly resource: Fields;
  /** Address of the workspace, where an explicit provider says it. */
  readonly host: unknown;
  /** Whether the old one is still referred to by others. */
  readonly isShared: boolean;
  placed: boolean;
}

/** How others refer to a provider. */
const referenceOf = ({ urn, id }: Fields): string => `${String(urn)}::${String(id)}`;

function place(provider: MovedProvider): Fields {
  provider.placed = true;
  return provider.resource;
}

/** A provider of the other package for each that moving resources refer to, and the new names of those that nobody else does. */
function movedProviders(resources: readonly Fields[], moving: readonly Fields[], to: TransportName) {
  const references = new Set(moving.map(({ provider }) => String(provider)));
  const of = new Map<string, MovedProvider>();
  const renamed = new Map<string, string>();
  for (const reference of references) {
    const urn = reference.slice(0, reference.lastIndexOf("::"));
    const old = resources.find((one) => referenceOf(one) === reference) ?? { urn };
    const isShared = resources.some((one) => one["provider"] === reference && !moving.includes(one));
    const { provider, settings } = TRANSPORTS[to];
    // The same one, so that the way back ends where it began.
    const id = reference.slice(reference.lastIndexOf("::") + 2);
    const name = urn
      .replace(/::pulumi:providers:[^:]+::/, `::pulumi:providers:${provider}::`)
      // Which version a default provider is of stands in its name; the engine finds its own.
      .replace(/::default_[\w.]+$/, "::default");
    if (!isShared) renamed.set(urn, name);
    of.set(reference, {
      reference: `${name}::${id}`,
      resource: {
        ...old,
        urn: name,
        id,
        type: `pulumi:providers:${provider}`,
        custom: true,
        inputs: settings(fieldsOf(old["inputs"])),
        outputs: settings(fieldsOf(old["outputs"])),
      },
      host: Object.entries(fieldsOf(old["inputs"])).find(([key]) => /(^|:)host$/.test(key))?.[1],
      isShared,
      placed: false,
    });
  }
  return { of, renamed };
}

function typeIn(resource: Fields, prefix: string): ResourceType | undefined {
  const type = String(resource["type"]);
  const name = type.startsWith(prefix) ? type.slice(prefix.length) : "";
  return Object.hasOwn(registeredResources, name) ? (name as ResourceType) : undefined;
}

/** Whatever refers to a resource does so by its new name. */
function renamed(value: unknown, rename: (urn: string) => string): unknown {
  if (typeof value === "string") return value.startsWith("urn:pulumi:") ? rename(value) : value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, renamed(item, rename)]));
}
