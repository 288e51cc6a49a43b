import { SECRET_REFERENCE } from "../../provider/schema/field-facts";
import { printText } from "../export/print-code";
import { FromConfig } from "../export/marked-value";
import { Expression } from "../export/expression";

/** A secret that moves from a scope of the workspace into Unity Catalog. */
export interface SecretMove {
  readonly scope: string;
  readonly key: string;
  /** `catalog.schema.secret`. */
  readonly to: string;
}

/** Gives each credential of an endpoint its place in the newer generation, and notes which secrets have to move. */
export class SecretMoves {
  private readonly byReference = new Map<string, SecretMove>();

  /**
   * @param schema `catalog.schema` that takes the secrets
   * @param endpoint whose name begins the keys of secret config
   */
  constructor(
    private readonly schema: string,
    private readonly endpoint: string,
  ) {}

  /** All secrets that have to move, each once. */
  get moves(): readonly SecretMove[] {
    return [...this.byReference.values()];
  }

  /**
   * What a field of a provider service takes for a credential of an endpoint.
   *
   * @param reference `{{secrets/scope/key}}`, where the API shows one
   * @param what the credential is called, for the key of secret config
   */
  credential(reference: string | undefined, what: string): unknown {
    const move = this.moveOf(reference);
    if (move === undefined) return { plaintext: this.fromConfig(what) };
    return new Expression({ kind: "call", callee: "ucSecretRef", args: [printText(move.to)] });
  }

  /** The value of a credential that is no secret in the newer generation, and stood in a secret scope in the older one. */
  open(reference: string | undefined, what: string): unknown {
    const key = `${this.endpoint}-${what}`;
    const move = reference === undefined ? undefined : SECRET_REFERENCE.exec(reference);
    const where = move ? ` It stands in ${move[1] ?? ""}/${move[2] ?? ""}.` : "";
    return new Expression(
      { kind: "call", callee: "config.require", args: [printText(key)] },
      `TODO: this is no secret here. Give it with \`pulumi config set ${key}\`.${where}`,
    );
  }

  private fromConfig(what: string): FromConfig {
    const key = `${this.endpoint}-${what}`;
    return new FromConfig(
      key,
      `TODO: the API does not show this credential. Give it with \`pulumi config set --secret ${key}\`, or put it into a Unity ` +
        'Catalog secret and write `ucSecretRef("<catalog>.<schema>.<secret>")` instead.',
    );
  }

  private moveOf(reference: string | undefined): SecretMove | undefined {
    const [, scope, key] = SECRET_REFERENCE.exec(reference ?? "") ?? [];
    if (scope === undefined || key === undefined) return undefined;
    const known = this.byReference.get(`${scope}/${key}`);
    if (known !== undefined) return known;
    const taken = this.moves.map(({ to }) => to);
    const plain = `${this.schema}.${nameOf(`${scope}_${key}`)}`;
    const name = unused(plain, taken);
    const move = { scope, key, to: name };
    this.byReference.set(`${scope}/${key}`, move);
    return move;
  }
}

/** Letters, digits and underscores in lower case, which every tool takes as a name without quotes. */
export const nameOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "") || "service";

/** A name, with a number where it is taken. */
export function unused(name: string, taken: readonly string[]): string {
  for (let number = 2; ; number++) {
    const candidate = number === 2 && !taken.includes(name) ? name : `${name}_${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}

/** Commands that move a secret without printing its value; for a POSIX shell with the Databricks CLI and jq. */
export function commandOf({ scope, key, to }: SecretMove): string {
  const [catalog = "", schema = "", name = ""] = to.split(".");
  const body = `{catalog_name: "${catalog}", schema_name: "${schema}", name: "${name}", value: (.value | @base64d)}`;
  return (
    `databricks secrets get-secret ${quoted(scope)} ${quoted(key)} --output json | jq '${body}' | ` +
    "databricks api post /api/2.1/unity-catalog/secrets --json @/dev/stdin > /dev/null"
  );
}

const quoted = (word: string): string =>
  /^[\w.@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
