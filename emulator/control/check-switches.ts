import * as z from "zod";
import { REFUSALS } from "../unity-catalog/refusals";
import { defaultSwitches, type Switches } from "./switches";

/** A century: longer than any test, and inside of what a date can hold. */
const MOST = 100 * 366 * 24 * 3_600_000;

const outcome = z.strictObject({
  state: z.enum(["UPDATE_FAILED", "UPDATE_CANCELED"]),
  message: z.string(),
});

/** Values that a switch may have, where its default alone does not say. */
const ALLOWED: Partial<Record<keyof Switches, z.ZodType>> = {
  nameTakenStatus: z.literal([409, 400]),
  createState: z.enum(["IN_PROGRESS", "NOT_UPDATING"]),
  unknownRequestFields: z.enum(["ignore", "refuse"]),
  invalidTokenStatus: z.literal([401, 403]),
  fallbackOrder: z.enum(["as-sent", "by-name"]),
  entityOrder: z.enum(["as-sent", "by-name"]),
  maxTags: amount(0).nullable(),
  requestsPerSecond: amount(0).nullable(),
  dateSkewMs: amount(-MOST),
  failNextUpdate: outcome.nullable(),
  updateOutcomes: z.record(z.string(), outcome),
  brokenModels: z.record(
    z.string(),
    z.strictObject({ status: z.number().int().min(400).max(599), message: z.string() }),
  ),
  catalogs: z.array(z.string()).nullable(),
  refusals: z.partialRecord(
    z.enum(Object.keys(REFUSALS)),
    z.strictObject({
      status: z.number().int().min(400).max(599).optional(),
      errorCode: z.string().optional(),
      message: z.string().optional(),
    }),
  ),
  cloud: z.enum(["aws", "azure", "gcp"]).nullable(),
  inferenceTableTaken: z.enum(["refuse", "reuse"]),
  fallbackPercentage: z.enum(["keep", "refuse"]),
  deleteUsedProvider: z.enum(["allow", "refuse"]),
  destinationsFollow: z.enum(["id", "name"]),
  deletedDestination: z.enum(["refuse", "fall-back"]),
  deletedInferenceTable: z.enum(["answer", "refuse"]),
  revokedKeys: z.array(z.string()),
};

/**
 * Checks switches that may have come over HTTP.
 *
 * @throws TypeError naming the switch, what was found and what is allowed.
 */
export function checkSwitches(given: Record<string, unknown>): Partial<Switches> {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(defaultSwitches, name)) {
      throw new TypeError(`unknown switch ${name}; allowed: ${Object.keys(defaultSwitches).join(", ")}`);
    }
    const key = name as keyof Switches;
    const schema = ALLOWED[key] ?? likeDefault(defaultSwitches[key]);
    const parsed = schema.safeParse(value);
    if (parsed.success) continue;
    const at = parsed.error.issues[0]!.path.map((part) => `.${String(part)}`).join("");
    throw new TypeError(`switch ${name}${at} is ${JSON.stringify(value)}; allowed: ${allowed(schema)}`);
  }
  return given as Partial<Switches>;
}

function amount(least: number): z.ZodNumber {
  return z.number().min(least).max(MOST);
}

function likeDefault(value: unknown): z.ZodType {
  if (typeof value === "number") return amount(0);
  return typeof value === "boolean" ? z.boolean() : z.string();
}

/** What a schema takes, in words. */
function allowed(schema: z.ZodType): string {
  const json = z.toJSONSchema(schema) as {
    enum?: unknown[];
    type?: string;
    minimum?: number;
    maximum?: number;
  };
  if (json.enum !== undefined) return json.enum.map(String).join(", ");
  if (json.type === "number") return `number from ${json.minimum} to ${json.maximum}`;
  return json.type === "boolean" || json.type === "string" ? json.type : JSON.stringify(withoutDialect(json));
}

const withoutDialect = ({ $schema: _dialect, ...rest }: Record<string, unknown>): object => rest;
