import * as z from "zod";
import { isDay } from "./day";
import { globTest } from "./glob";

/** A resource that a rule need not hold for, until a day, for a reason. */
export const exemption = z.strictObject({
  /** Pattern of the URNs that are exempt; `*` stands for anything. */
  urn: z.string().min(1).describe("Pattern of the exempt URNs; * stands for anything."),
  /** Why, for those who read the report. */
  reason: z.string().min(1).describe("Why; shown in each report of the exemption's use."),
  /** Last day on which the exemption counts, `YYYY-MM-DD` in UTC. */
  expires: z
    .string()
    .refine(isDay, { error: "a day that there is, YYYY-MM-DD" })
    .describe("Last day on which the exemption counts, YYYY-MM-DD (UTC)."),
});

/** A resource that a rule need not hold for, until a day, for a reason. */
export type Exemption = z.infer<typeof exemption>;

/** The exemptions that a URN has: one that counts, or else one that no longer does. */
export function exemptionFor(
  exemptions: readonly Exemption[],
  urn: string,
  today: string,
): { exemption: Exemption; expired: boolean } | undefined {
  const matching = exemptions.filter((one) => globTest(one.urn)(urn));
  const counting = matching.find((one) => one.expires >= today);
  if (counting) return { exemption: counting, expired: false };
  return matching[0] && { exemption: matching[0], expired: true };
}
