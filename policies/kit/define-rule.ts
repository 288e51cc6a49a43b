import type {
  EnforcementLevel,
  Policy,
  ResourceValidationPolicy,
  Severity,
  StackValidationPolicy,
} from "@pulumi/policy";
import * as z from "zod";
import type { Fields } from "../../provider/schema/plain-object";
import type { ResourceKind } from "./resource-kinds";
import type { ResourceView } from "./resource-view";
import { nearest } from "../../provider/text/nearest";
import { exemption } from "./exemption";
import type { Finding } from "./finding";
import { resourcePolicy } from "./resource-policy";
import { stackPolicy } from "./stack-policy";

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

const exemptions = z
  .array(exemption)
  .default([])
  .describe("Resources that the rule need not hold for, each until a day, for a reason.");

/** Settings that every rule has. */
export const commonConfig = { exemptions };

/** The settings of an empty object would forbid every other key, those that all rules have included. */
type OwnSettings<Config extends z.ZodObject> = [keyof Config["shape"]] extends [never]
  ? unknown
  : z.input<Config>;

/** What one may configure of a rule in code: its own settings, its enforcement level, its exemptions. */
export type RuleConfig<Config extends z.ZodObject> = OwnSettings<Config> & {
  enforcementLevel?: EnforcementLevel;
  exemptions?: z.input<typeof exemptions>;
};

/** A rule: what it says about itself, and how to get a policy of it. */
export interface Rule<
  Config extends z.ZodObject = z.ZodObject,
  Name extends string = string,
> extends RuleFacts<Config, Name> {
  readonly remedies?: string;
  /** Whether it looks at single resources or at the stack as a whole. */
  readonly scope: "resource" | "stack";
  /** The rule's settings with those that every rule has. */
  readonly settings: z.ZodObject;
  /**
   * A policy for a `PolicyPack`. What the engine's JSON configuration says about the rule goes before `config`.
   *
   * @throws TypeError where `config` is not what the rule takes
   */
  policy(config?: RuleConfig<Config> | EnforcementLevel): ResourceValidationPolicy | StackValidationPolicy;
  /** What is wrong with settings that the engine's JSON configuration gives the rule; empty where nothing is. */
  problemsOf(settings: Record<string, unknown>): string[];
}

/** Makes a rule of its definition. */
export function defineRule<Config extends z.ZodObject, const Name extends string>(
  definition: ResourceRuleDefinition<Config, Name> | StackRuleDefinition<Config, Name>,
): Rule<Config, Name> {
  const settings = z.strictObject({ ...definition.config.shape, ...commonConfig });
  const { name, title, description, why, severity, level, remediation, config, example, sources } =
    definition;
  const facts = { name, title, description, why, severity, level, remediation, config, example, sources };
  return {
    ...facts,
    ...("remedies" in definition && definition.remedies !== undefined
      ? { remedies: definition.remedies }
      : {}),
    scope: "check" in definition ? "resource" : "stack",
    settings,
    problemsOf(engine) {
      const parsed = settings.safeParse(engine);
      return parsed.success ? [] : parsed.error.issues.map((issue) => settingProblem(name, settings, issue));
    },
    policy(given) {
      const { enforcementLevel, ...own }: Record<string, unknown> & { enforcementLevel?: EnforcementLevel } =
        typeof given === "string" ? { enforcementLevel: given } : (given ?? {});
      const parsed = settings.safeParse(own);
      if (!parsed.success) {
        throw new TypeError(
          `The configuration of the rule ${name} is not valid:\n${z.prettifyError(parsed.error)}`,
        );
      }
      const policy: Policy = {
        name,
        description,
        enforcementLevel: enforcementLevel ?? level,
        configSchema: configSchemaOf(settings, own),
        displayName: title,
        severity,
        tags: ["databricks", "model-serving"],
        remediationSteps: remediation.join("\n"),
      };
      return "check" in definition
        ? resourcePolicy(policy, definition, settings, own)
        : stackPolicy(policy, definition, settings, own);
    },
  };
}

/** The settings as the engine's JSON schema, with what the code configured as the defaults. */
function configSchemaOf(
  settings: z.ZodObject,
  given: Record<string, unknown>,
): NonNullable<Policy["configSchema"]> {
  const schema = z.toJSONSchema(settings, {
    io: "input",
    target: "draft-7",
    override: ({ jsonSchema }) => {
      // zod bounds every integer by what a double holds exactly; to a reader that is noise.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  const properties = schema.properties as NonNullable<Policy["configSchema"]>["properties"];
  for (const [key, property] of Object.entries(properties)) {
    if (given[key] !== undefined) property.default = given[key] as object;
  }
  return {
    properties,
    ...(schema.required ? { required: schema.required.filter((key) => given[key] === undefined) } : {}),
  };
}

/** A mistake in a rule's settings on one line, with the setting that was meant. */
function settingProblem(rule: string, settings: z.ZodObject, issue: z.core.$ZodIssue): string {
  const at = [rule, ...issue.path.map(String)].join(".");
  if (issue.code !== "unrecognized_keys") return `${at}: ${issue.message}`;
  const names = issue.path.length === 0 ? Object.keys(settings.shape) : [];
  return issue.keys
    .map((key) => {
      const near = nearest(key, names);
      const hint =
        near === undefined
          ? names.length === 0
            ? ""
            : `; allowed: ${names.join(", ")}`
          : `; did you mean ${near}?`;
      return `${at}: there is no setting ${JSON.stringify(key)}${hint}`;
    })
    .join("\n  ");
}
