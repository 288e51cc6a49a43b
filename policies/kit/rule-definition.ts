import type { EnforcementLevel, Severity } from "@pulumi/policy";
import type * as z from "zod";
import type { Fields } from "../../provider/schema/plain-object";
import type { Finding } from "./finding";
import type { ResourceKind } from "./resource-kinds";
import type { ResourceView } from "./resource-view";

/** What a rule says about itself; its docs page, its metadata in the engine and the index are made of this. */
export interface RuleFacts<Config extends z.ZodObject, Name extends string = string> {
  /** Id of the rule; also the name of its file, its test and its docs page. */
  name: Name;
  /** The rule in a few words, for lists. */
  title: string;
  /** What the rule demands, in one sentence. */
  description: string;
  /** Why: what goes wrong otherwise, in one or two sentences. */
  why: string;
  severity: Severity;
  /** Where nothing else is configured. `mandatory` for what can never work or leaks, `advisory` for governance. */
  level: EnforcementLevel;
  /** How to satisfy the rule, step by step. */
  remediation: readonly string[];
  /** Settings of the rule's own. */
  config: Config;
  /** A violation and its mend, as one would write them in a program. */
  example: { rejected: string; accepted: string };
  /** Where the facts behind the rule were read. */
  sources: readonly string[];
}

/** Around a check: the rule's settings and the day. */
export interface RuleContext<Config extends z.ZodObject> {
  config: z.output<Config>;
  /** The day to judge by, `YYYY-MM-DD` in UTC. */
  today: string;
  /** Tags of the stack. */
  stackTags: ReadonlyMap<string, string>;
}

/** Takes what a rule objects to. */
export type Report = (finding: Finding) => void;

/** A rule over single resources. */
export interface ResourceRuleDefinition<
  Config extends z.ZodObject,
  Name extends string = string,
> extends RuleFacts<Config, Name> {
  /** Kinds of resources that the rule looks at. */
  kinds: readonly ResourceKind[];
  check(view: ResourceView, report: Report, context: RuleContext<Config>): void;
  /**
   * Mends the properties in place where that is safe, and answers whether it changed any. Only called with
   * `enforcementLevel: "remediate"`. What it cannot mend, `check` then reports as mandatory.
   */
  remedy?(props: Fields, view: ResourceView, context: RuleContext<Config>): boolean;
  /** What `remedy` does, for the docs. */
  remedies?: string;
}

/** A resource in a stack, with the resources that its properties come from. */
export interface StackMember {
  type: string;
  urn: string;
  name: string;
  fields: Fields;
  view?: ResourceView;
  /** Its provider: explicit, or the one that the engine makes by itself. */
  provider?: { urn: string; host?: string };
  /** URNs of the resources that a property's value depends on, by property. */
  propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

/** A rule over all resources of a stack. */
export interface StackRuleDefinition<
  Config extends z.ZodObject,
  Name extends string = string,
> extends RuleFacts<Config, Name> {
  checkStack(
    members: readonly StackMember[],
    report: (finding: Finding, urn: string) => void,
    context: RuleContext<Config>,
  ): void;
}
