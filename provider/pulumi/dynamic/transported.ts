import type * as z from "zod";
import type { SharedHere } from "../../lifecycle/resource-lifecycle";
import { holdsAll, putBackSecrets, takeOutSecrets, withUnknownSecrets } from "../../resources/secret-values";
import type { Fields } from "../../schema/plain-object";
import { hasUnknown, isUnknown } from "../../schema/unknown";
import { fromEngine, toEngine } from "./property-values";

/** Properties that the SDK and Pulumi add to a resource's own; the engine shows none that starts with two underscores. */
export interface Transport {
  readonly urn: string;
  /** Whether the program runs for an update, not for a preview. */
  readonly applying: boolean;
  readonly sharedHere: SharedHere;
  /** Address of the workspace, where an explicit provider gives it. */
  readonly host: string | undefined;
}

/**
 * A resource's properties as the engine carries them, and as its life knows them: there, each secret stands where it
 * belongs, and what is not known yet is no text.
 *
 * @param schema of the resource's inputs
 */
export function transported(schema: z.core.$ZodType): {
  apart(properties: Fields): { transport: Transport; fields: Fields };
  together(fields: Fields, transport: Transport): Fields;
} {
  /** A secret whose place is not known yet may belong to any that lacks one. */
  const whole = (fields: Fields, secretValues: unknown): Fields => {
    const put = putBackSecrets(fields, secretValues);
    const lost = isUnknown(secretValues) || !holdsAll(put, secretValues);
    return lost && hasUnknown({ fields, secretValues }) ? (withUnknownSecrets(schema, put) as Fields) : put;
  };
  return {
    apart(properties) {
      const {
        __provider: _,
        __urn,
        __applying,
        __sharedHere,
        __host,
        secretValues,
        ...fields
      } = fromEngine(properties);
      return {
        transport: {
          urn: typeof __urn === "string" ? __urn : "",
          applying: __applying === true,
          sharedHere: Array.isArray(__sharedHere) ? __sharedHere.map(String) : __sharedHere === true,
          host: typeof __host === "string" ? __host : undefined,
        },
        fields: whole(fields, secretValues),
      };
    },

    // Whether the program is applying is true of one run only, and does not go into state.
    together(fields, { urn, host }) {
      const { inputs, secretValues } = takeOutSecrets(schema, fields, isUnknown);
      return toEngine({
        ...inputs,
        ...(Object.keys(secretValues).length === 0 ? {} : { secretValues }),
        ...(urn === "" ? {} : { __urn: urn }),
        ...(host === undefined ? {} : { __host: host }),
      });
    },
  };
}
