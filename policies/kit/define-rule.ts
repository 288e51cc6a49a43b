import type {
  EnforcementLevel,
  Policy,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import * as z from "zod";
import { nearest } from "../../provider/text/nearest";
import { exemption } from "./exemption";
import { resourcePolicy } from "./resource-policy";
import type { ResourceRuleDefinition, RuleFacts, StackRuleDefinition } from "./rule-definition";
import { stackPolicy } from "./stack-policy";

export type { Report, RuleFacts, StackMember } from "./rule-definition";

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
