import type * as z from "zod";
import { expandPrefixes } from "../../schema/expand-prefixes";
import { withoutUnset, type Fields } from "../../schema/plain-object";
import { distinct, formatPath, type Path, type Problem } from "../../schema/problem";
import { validate } from "../../schema/validate";
import { withoutShown } from "../../schema/without-fields";
import { checked, type Checked } from "../checked";
import { credentialShapeProblems } from "../rules/credential-shape";
import { exactlyOneProblems } from "../rules/exactly-one";

/** A problem, and where the schema finds the same one in other words. */
export type RuleProblem = Problem & { readonly covers?: Path };

/** What the API always refuses of one kind of securable, beyond its schema. */
export type SecurableRule = (inputs: Fields) => RuleProblem[];

/**
 * Checks the inputs of a securable, without the network: whatever the API always refuses is said here, all of it at once.
 * What is right comes back in one spelling, the API's.
 *
 * @param news what the program says
 */
export function checkSecurable<Inputs extends object>(
  schema: z.ZodObject<z.ZodRawShape, z.core.$strict>,
  rules: readonly SecurableRule[],
  news: Fields,
): Checked<Inputs> {
  const whole = withoutUnset(news);
  const expanded = expandPrefixes(schema, whole);
  const broken = rules.flatMap((rule) => rule(expanded.value));
  const covered = broken.flatMap(({ covers }) => (covers === undefined ? [] : [formatPath(covers)]));
  const problems = distinct([
    // First, since these say more than the schema does of the same field, and show less.
    ...credentialShapeProblems({ schema, value: whole, path: [] }),
    ...broken,
    ...expanded.problems,
    ...exactlyOneProblems({ schema, value: expanded.value, path: [] }),
    ...validate(schema, expanded.value).filter(({ path }) => !covered.includes(formatPath(path))),
  ]);
  return checked(news, problems, () => withoutShown(schema, expanded.value));
}
