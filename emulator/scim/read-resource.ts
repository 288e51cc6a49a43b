import { scimPatch, type ScimPatchOperation, type ScimResource as Patched } from "scim-patch";
import * as z from "zod";
import { parseObject } from "../http/parse-message";
import type { ScimResource } from "./list-resources";
import { ScimError } from "./scim-error";

const list = z.array(z.object({ value: z.string().optional() })).optional();

const resource = z.object({
  userName: z.string().optional(),
  applicationId: z.string().optional(),
  displayName: z.string().optional(),
  externalId: z.string().optional(),
  active: z.boolean().optional(),
  entitlements: list,
  groups: list,
  members: list,
});

/** What a client may say of a user, group or service principal. */
export type GivenResource = z.output<typeof resource>;

const patch = z.object({
  Operations: z.array(
    z.object({
      op: z.string().regex(/^(add|remove|replace)$/i),
      path: z.string().optional(),
      value: z.unknown().optional(),
    }),
  ),
});

const MOST_OPERATIONS = 1000;

/** @throws ScimError 400 for a body that is none. */
export const readResource = (text: string): GivenResource => checked(resource, parseObject(text));

/**
 * What a resource becomes by the operations of a PATCH.
 *
 * @throws ScimError 400 for an operation that is none.
 */
export function readPatched(text: string, before: ScimResource): GivenResource {
  const { Operations: operations } = checked(patch, parseObject(text));
  if (operations.length > MOST_OPERATIONS) throw invalid(`more than ${MOST_OPERATIONS} operations`);
  if (operations.some(({ path = "" }) => /__proto__|prototype|constructor/.test(path)))
    throw invalid("no such path");
  const document = structuredClone(before) as unknown as Patched;
  let patched: object;
  try {
    patched = scimPatch(document, operations.flatMap(normalised));
  } catch (error) {
    throw invalid((error as Error).message);
  }
  // A list whose last item was removed is gone from the document: it is empty, not unsaid.
  return checked(resource, { members: [], entitlements: [], ...patched });
}

export const valuesOf = (given: z.output<typeof list>): string[] =>
  (given ?? []).flatMap(({ value }) => value ?? []);

type GivenOperation = z.output<typeof patch>["Operations"][number];

/** Items to remove may be named by the value, as Databricks' documentation does, instead of by a filter in the path. */
function normalised({ op, path, value }: GivenOperation): ScimPatchOperation[] {
  const name = op.toLowerCase();
  const items = list.safeParse(value).data ?? [];
  if (name === "remove" && path !== undefined && !path.includes("[") && items.length > 0) {
    return valuesOf(items).map((item) => ({
      op: "remove",
      path: `${path}[value eq ${JSON.stringify(item)}]`,
    }));
  }
  return [
    {
      op: name,
      ...(path !== undefined && { path }),
      ...(value !== undefined && { value }),
    } as ScimPatchOperation,
  ];
}

function checked<Schema extends z.ZodType>(schema: Schema, body: object): z.output<Schema> {
  const parsed = schema.safeParse(withoutNulls(body));
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw invalid(`${path.join(".")}: ${message}`);
}

const withoutNulls = (body: object): object =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));

const invalid = (detail: string): ScimError =>
  new ScimError(400, `Request is invalid: ${detail}`, "invalidSyntax");
