/** What the rules know of a kind of resource. */
interface KindFacts {
  /** `endpoint`, a part of one that another resource owns, or one of the newer generation. */
  readonly role: "endpoint" | "model" | "split" | "gateway" | "provider-service" | "model-service";
  /** A resource of `@pulumi/databricks`: no check of this package's provider has seen it before the rules do. */
  readonly bridged: boolean;
}

/** The kinds of resources that the rules know. */
export const resourceKinds = {
  ServingEndpoint: { role: "endpoint", bridged: false },
  ExternalModel: { role: "model", bridged: false },
  TrafficSplit: { role: "split", bridged: false },
  EndpointGateway: { role: "gateway", bridged: false },
  ModelProviderService: { role: "provider-service", bridged: false },
  ModelService: { role: "model-service", bridged: false },
  ModelServing: { role: "endpoint", bridged: true },
  AiGatewayModelProviderService: { role: "provider-service", bridged: true },
  AiGatewayModelService: { role: "model-service", bridged: true },
} as const satisfies Record<string, KindFacts>;

/** Name of a resource's class; the last four are those of `@pulumi/databricks`. */
export type ResourceKind = keyof typeof resourceKinds;

/** What a resource is to the rules, whichever package it comes from. */
export type ResourceRole = KindFacts["role"];

/** `pulumi-nodejs:dynamic/databricks:<Kind>`, or `databricks:index/<kind>:<Kind>` of `@pulumi/databricks`. */
const TYPE_TOKEN =
  /^(?:pulumi-nodejs:dynamic\/databricks|databricks-serving:index|databricks:index\/\w+):(\w+)$/;

/** The kind of a resource by its type token, or undefined for one that the rules do not know. */
export function kindOf(type: string): ResourceKind | undefined {
  const name = TYPE_TOKEN.exec(type)?.[1];
  if (name === undefined || !Object.hasOwn(resourceKinds, name)) return undefined;
  const kind = name as ResourceKind;
  return resourceKinds[kind].bridged === type.startsWith("databricks:") ? kind : undefined;
}

/** The kinds with one of these roles. */
export function kindsWith(...roles: readonly ResourceRole[]): ResourceKind[] {
  return (Object.keys(resourceKinds) as ResourceKind[]).filter((kind) =>
    roles.includes(resourceKinds[kind].role),
  );
}

/** Those of them that no check has seen: what the provider's check says is not said again by a rule. */
export function bridgedKindsWith(...roles: readonly ResourceRole[]): ResourceKind[] {
  return kindsWith(...roles).filter((kind) => resourceKinds[kind].bridged);
}

/** Kinds that name models and their providers' settings, in either generation. */
export const modelKinds = kindsWith("endpoint", "model", "provider-service");
