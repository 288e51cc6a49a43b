import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { UNKNOWN } from "../../schema/unknown";
import { isPlainObject, type Fields } from "../../schema/plain-object";
import { SIGNATURE } from "../signature";
import { UNKNOWN_TEXT } from "../unknown-text";

/** Kinds of special values, by their signature; https://www.pulumi.com/docs/iac/concepts/resources/ names none of this. */
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";

/** What the engine sends for a value that is not known yet: a text for each kind of value. */
const UNKNOWN_TEXTS: readonly unknown[] = [
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  UNKNOWN_TEXT,
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
];

/** A value that a program, or a schema, says is secret. */
export class Secret {
  constructor(readonly value: unknown) {}
}

/** A value that Pulumi knows and no resource of this package takes. */
export class Foreign {
  constructor(readonly kind: string) {}
}

/** Properties as they came: secrets as `Secret`, unknown values as `UNKNOWN`, what no resource takes as `Foreign`. */
export function fromStruct(struct: Struct | undefined): Fields {
  return decode(struct?.toJavaScript() ?? {}) as Fields;
}

/** Properties for the engine: without `undefined`, which the wire has no word for. */
export function toStruct(properties: Fields): Struct {
  return Struct.fromJavaScript(encode(properties) as Parameters<typeof Struct.fromJavaScript>[0]);
}

function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode);
  if (!isPlainObject(value)) return UNKNOWN_TEXTS.includes(value) ? UNKNOWN : value;
  switch (value[SIGNATURE]) {
    case SECRET:
      return new Secret(decode(value["value"]));
    case OUTPUT: {
      const inner = "value" in value ? decode(value["value"]) : UNKNOWN;
      return value["secret"] === true ? new Secret(inner) : inner;
    }
    // A resource stands for its id, as where the engine itself writes it; an empty one is not known yet.
    case RESOURCE:
      if (!("id" in value)) return new Foreign("a component resource");
      return value["id"] === "" ? UNKNOWN : decode(value["id"]);
    case ASSET:
      return new Foreign("an asset");
    case ARCHIVE:
      return new Foreign("an archive");
    default:
      if (SIGNATURE in value) return new Foreign("a value of a kind that is not known");
      return Object.fromEntries(
        Object.entries(value)
          .filter(([, item]) => item !== null)
          .map(([field, item]) => [field, decode(item)]),
      );
  }
}

function encode(value: unknown): unknown {
  if (value instanceof Secret) return { [SIGNATURE]: SECRET, value: encode(value.value) };
  if (value === UNKNOWN) return UNKNOWN_TEXT;
  if (Array.isArray(value)) return value.map((item) => (item === undefined ? null : encode(item)));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([field, item]) => [field, encode(item)]),
  );
}

/** The values alone, wherever they were secret. */
export function bare(value: unknown): unknown {
  if (value instanceof Secret) return bare(value.value);
  if (Array.isArray(value)) return value.map(bare);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, bare(item)]));
}
