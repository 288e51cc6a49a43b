import * as z from "zod";
import type { ServiceInputs, ServiceKind } from "../../resources/unity-catalog/service-kind";
import { differences } from "../../schema/differences";
import { encode } from "../../schema/encode";
import { holdsCredentials } from "../../schema/holds-credentials";
import type { Json } from "../../schema/json";
import { isPlainObject, type Fields } from "../../schema/plain-object";
import { objectOf, unwrap } from "../../schema/schema-walk";

type Body = { [field: string]: Json };

/** A service as a create sends it. */
export function serviceBody({ inputs: { shape } }: ServiceKind, inputs: ServiceInputs): Body {
  const { comment, config } = inputs;
  return {
    ...(comment === undefined ? {} : { comment }),
    config: encode(shape["config"] as z.ZodType, config),
  };
}

/**
 * A service as an update sends it: what its mask names, and nothing else. What is masked and not there is cleared.
 *
 * @param masks paths of the update mask
 */
export function patchBody(kind: ServiceKind, inputs: ServiceInputs, masks: readonly string[]): Body {
  const whole = serviceBody(kind, inputs);
  const body: Body = {};
  for (const mask of masks) {
    const path = mask === "config.provider" ? ["config", blockOf(inputs)] : mask.split(".");
    // The config is there even where all that it is to change is gone.
    if (path.length > 1) body["config"] ??= {};
    copy(whole, body, path);
  }
  return body;
}

function copy(from: Body, to: Body, [field = "", ...rest]: readonly string[]): void {
  const value = from[field];
  if (value === undefined) return;
  if (rest.length === 0 || !isObject(value)) {
    to[field] = value;
    return;
  }
  const inner = to[field];
  const below: Body = isObject(inner) ? inner : {};
  to[field] = below;
  copy(value, below, rest);
}

const isObject = (value: Json | undefined): value is Body => isPlainObject(value);

/** Wire name of the block with the provider's settings. */
function blockOf({ config }: ServiceInputs): string {
  if (!("providerType" in config)) throw new Error("A model service has no provider of its own.");
  const type = config.providerType.slice("EXTERNAL_MODEL_PROVIDER_TYPE_".length);
  return type.toLowerCase();
}

/**
 * Inputs without the sign-ins that are as they were: the API keeps what it has where none comes, so that no key travels
 * because of another change.
 *
 * @param olds inputs that were sent last
 */
export function withoutKnownKeys<T>(schema: z.core.$ZodType, olds: unknown, news: T): T {
  const object = objectOf(schema, news);
  if (object === undefined) return news;
  const before: Fields = isPlainObject(olds) ? olds : {};
  return Object.fromEntries(
    Object.entries(news as Fields).flatMap(([field, item]): [string, unknown][] => {
      const below = object.shape[field];
      if (below === undefined || !holdsCredentials(below)) return [[field, item]];
      const isSignIn = !("direct" in shapeOf(below)) && !isContainer(field);
      if (!isSignIn) return [[field, withoutKnownKeys(below, before[field], item)]];
      const same = differences(below, before[field], item).length === 0;
      return same && holdsPlaintext(item) ? [] : [[field, item]];
    }),
  ) as T;
}

/** Parts of a config between the top and a sign-in. */
const isContainer = (field: string): boolean => field === "config" || field === "direct";

function shapeOf(schema: z.core.$ZodType): object {
  const inner = unwrap(schema);
  return inner instanceof z.ZodObject ? (inner.shape as object) : {};
}

function holdsPlaintext(value: unknown): boolean {
  if (!isPlainObject(value)) return false;
  return "plaintext" in value || Object.values(value).some(holdsPlaintext);
}
