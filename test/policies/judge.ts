import type {
  EnforcementLevel,
  PolicyResource,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import * as proxy from "@pulumi/policy/proxy";
import type { Rule } from "../../policies/index";
import { SERVING_ENDPOINT } from "./baseline";

// The policy SDK's own proxy, which its types keep to itself: unknown values throw here exactly as they do in a preview.
const { unknownCheckingProxy } = proxy as unknown as { unknownCheckingProxy: (props: object) => object };

type Props = Record<string, unknown>;
type Config = Record<string, unknown> & { enforcementLevel?: EnforcementLevel };

/** Day that the tests judge by, so that retirement dates and exemptions do not move under them. */
export const TODAY = "2026-11-25";
process.env["DATABRICKS_SERVING_POLICY_TODAY"] = TODAY;
// Each finding by itself; what is gathered has a test of its own.
process.env["DATABRICKS_SERVING_POLICY_VERBOSE"] = "true";

export const urnOf = (type: string, name: string): string => `urn:pulumi:dev::acme::${type}::${name}`;

const argsFor = (type: string, props: Props, name: string, engineConfig: Props): ResourceValidationArgs => ({
  type,
  props: unknownCheckingProxy(props) as Props,
  urn: urnOf(type, name),
  name,
  opts: {
    protect: false,
    ignoreChanges: [],
    aliases: [],
    customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
    additionalSecretOutputs: [],
  },
  stackTags: new Map(),
  isType: () => false,
  asType: () => undefined,
  getConfig: <T extends object>() => engineConfig as T,
  notApplicable: () => {
    throw new Error("no rule calls this");
  },
});

/** What a rule reports for a resource, run as the policy that the engine would run. */
export function findings(
  rule: { policy: Rule["policy"] },
  props: Props,
  {
    type = SERVING_ENDPOINT,
    config = {},
    engineConfig = {},
    name = "chat",
  }: { type?: string; config?: Config; engineConfig?: Props; name?: string } = {},
): string[] {
  const { validateResource } = rule.policy(config) as ResourceValidationPolicy;
  const reported: string[] = [];
  for (const validate of [validateResource ?? []].flat()) {
    void validate(argsFor(type, props, name, engineConfig), (message) => reported.push(message));
  }
  return reported;
}

/** The properties after a rule's remediation; `undefined` where it changed nothing. */
export function remedied(
  rule: { policy: Rule["policy"] },
  props: Props,
  config: Config = {},
  type = SERVING_ENDPOINT,
): Props | undefined {
  const { remediateResource } = rule.policy(config) as ResourceValidationPolicy;
  const copy = structuredClone(props);
  const result = remediateResource?.(argsFor(type, copy, "chat", {}));
  return result === undefined ? undefined : copy;
}

/** A resource of a stack. */
export interface Member {
  type: string;
  name: string;
  props: Props;
  /** Names of the members that a property's value comes from. */
  from?: Record<string, string>;
  /** URN of its provider. */
  provider?: string;
  /** Host that the provider is given. */
  host?: string;
}

/** What a stack rule reports, as `<resource's name>: <message>`. */
export function stackFindings(
  rule: { policy: Rule["policy"] },
  members: Member[],
  config: Config = {},
): string[] {
  const { validateStack } = rule.policy(config) as StackValidationPolicy;
  const resources = members.map(({ type, name, props, provider, host }) => ({
    ...argsFor(type, props, name, {}),
    dependencies: [] as PolicyResource[],
    propertyDependencies: {} as Record<string, PolicyResource[]>,
    ...(provider === undefined
      ? {}
      : { provider: { type: "p", props: host === undefined ? {} : { host }, urn: provider, name: "p" } }),
  })) as unknown as PolicyResource[];
  members.forEach(({ from = {} }, index) => {
    for (const [property, name] of Object.entries(from)) {
      const target = resources.find((resource) => resource.name === name);
      if (target) resources[index]!.propertyDependencies[property] = [target];
    }
  });
  const reported: string[] = [];
  const args = {
    resources,
    stackTags: new Map(),
    getConfig: () => ({}),
    notApplicable: () => undefined,
  } as unknown as StackValidationArgs;
  void validateStack(args, (message, urn) => {
    reported.push(`${urn?.split("::").at(-1) ?? ""}: ${message}`);
  });
  return reported;
}

/** A copy of an object with one path set; `undefined` removes it. */
export function withValue<T extends object>(object: T, path: string, value: unknown): T & Props {
  const copy = structuredClone(object) as Props;
  const parts = path.split(".");
  const last = parts.pop() ?? "";
  const parent = parts.reduce<Props>((at, part) => (at[part] ??= {}) as Props, copy);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy as T & Props;
}

/** Every path in an object, inner ones included. */
export function pathsOf(value: unknown, path = ""): string[] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const below = path === "" ? key : `${path}.${key}`;
    return [below, ...pathsOf(item, below)];
  });
}
