import { seededRandom } from "../../../emulator/workspace/random";

/** A request as a client would send it, before it is spoilt. */
export interface WellFormed {
  method: string;
  path: string;
  body?: unknown;
}

export interface Spoilt {
  method: string;
  path: string;
  body: Uint8Array<ArrayBuffer> | undefined;
}

/** Spoils well-formed requests, always in the same ways for the same seed. */
export class Mutator {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.#random() * items.length)]!;
  }

  spoil({ method, path, body }: WellFormed): Spoilt {
    const spoiltPath = this.#random() < 0.15 ? this.#spoilPath(path) : path;
    const spoiltMethod =
      this.#random() < 0.03 ? this.pick(["GET", "POST", "PUT", "PATCH", "DELETE"]) : method;
    if (body === undefined || spoiltMethod === "GET") {
      return { method: spoiltMethod, path: spoiltPath, body: undefined };
    }
    let changed: unknown = structuredClone(body);
    for (let i = 0; i <= this.#random() * 3; i++) changed = this.#spoilValue(changed, 0);
    const text = JSON.stringify(changed) ?? "null";
    const bytes = Buffer.from(this.#random() < 0.1 ? this.#spoilText(text) : text);
    if (this.#random() < 0.03 && bytes.length > 0) bytes[Math.floor(this.#random() * bytes.length)] = 0xff;
    return { method: spoiltMethod, path: spoiltPath, body: new Uint8Array(bytes) };
  }

  /** Replaces, removes, repeats or adds something at a random place. */
  #spoilValue(value: unknown, depth: number): unknown {
    const inside = value !== null && typeof value === "object" && Object.keys(value).length > 0;
    if (!inside || this.#random() < 0.15) return this.pick(ODD_VALUES)();
    if (Array.isArray(value)) {
      const at = Math.floor(this.#random() * value.length);
      const how = this.#random();
      if (how < 0.1) return value.toSpliced(at, 1);
      if (how < 0.2) return [...value, ...value, ...value];
      return value.with(at, this.#spoilValue(value[at], depth + 1));
    }
    const fields = Object.entries(value as object);
    const at = Math.floor(this.#random() * fields.length);
    const [name, child] = fields[at]!;
    const how = this.#random();
    if (how < 0.1) return Object.fromEntries(fields.toSpliced(at, 1));
    if (how < 0.2) return Object.fromEntries([...fields, [this.pick(ODD_NAMES), child]]);
    return Object.fromEntries(fields.with(at, [name, this.#spoilValue(child, depth + 1)]));
  }

  #spoilText(text: string): string {
    const at = Math.floor(this.#random() * text.length);
    switch (this.pick(["cut", "repeat", "insert", "wrap"])) {
      case "cut":
        return text.slice(0, at);
      case "repeat":
        return text + text;
      case "insert":
        return text.slice(0, at) + this.pick(['"', "{", "]", "\\", "\u0000", ",", "//"]) + text.slice(at);
      default:
        return "[".repeat(500) + text + "]".repeat(500);
    }
  }

  #spoilPath(path: string): string {
    const parts = path.split("/");
    const at = 1 + Math.floor(this.#random() * (parts.length - 1));
    return parts.with(at, this.pick(ODD_SEGMENTS)).join("/");
  }
}

const ODD_NAMES = ["__proto__", "constructor", "toString", "", "name", "config", "\u0000", "a".repeat(300)];

const ODD_SEGMENTS = [
  "__proto__",
  "constructor",
  "%00",
  "%",
  "%ff%fe",
  "..",
  "",
  "a".repeat(300),
  "*".repeat(25),
  "a?b=c&d",
  "%2F",
];

const ODD_VALUES: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => "",
  () => "zzz",
  () => "1",
  () => "{{secrets/a/b}}",
  () => 0,
  () => -1,
  () => 1.5,
  () => 1e308,
  () => Number.MAX_SAFE_INTEGER + 2,
  () => [],
  () => {},
  () => [null],
  () => [[[[[]]]]],
  () => ({ __proto__: null, constructor: { prototype: 1 } }),
  () => ({ toString: 1, valueOf: 1, toJSON: 1 }),
  () => "\ud800",
  () => "x".repeat(2000),
  () => Array.from({ length: 50 }, (_, index) => index),
];
