import { ApiError } from "../../client/api/api-error";
import { isLoopback } from "../../client/api/normalise-host";
import type { SeenEndpoint } from "../../client/serving-endpoints/serving-endpoints-client";
import type { SeenService } from "../../client/unity-catalog/services-client";
import type { Workspace } from "../../client/workspace";
import { SECRET_REFERENCE } from "../../schema/field-facts";
import { nearest } from "../../text/nearest";
import { isPlainObject } from "../../schema/plain-object";
import type { Path, Problem } from "../../schema/problem";
import type { Reporter } from "../operation";

/** A preview waits no longer than this for a look at the workspace. */
const PATIENCE_MS = 10_000;

/**
 * Looks at the workspace during a preview, for what would fail later. Each thing is looked at once in a process, however
 * many resources need it. What cannot be looked at is said once, and blocks nothing.
 */
export class Preflight {
  private readonly looks = new Map<string, Promise<unknown>>();
  private saidUnchecked = false;
  private readonly owned = new Set<string>();
  private readonly made = new Map<string, object>();

  constructor(
    private readonly workspace: Workspace,
    private readonly now: () => number,
  ) {}

  /** Notes that a resource has a name already: the engine checks a replacement once more, as if it were new. */
  noteOwned(urn: string, name: unknown): void {
    if (typeof name === "string") this.owned.add(`${urn}\n${name}`);
  }

  /** Whether a resource has a name already. */
  owns(urn: string, name: string): boolean {
    return this.owned.has(`${urn}\n${name}`);
  }

  /** The endpoint of a name; undefined where there is none. */
  endpoint(name: string): Promise<SeenEndpoint | undefined> {
    const { servingEndpoints } = this.workspace;
    return this.look(`endpoint ${name}`, (deadline) => servingEndpoints.get(name, { deadline }));
  }

  /** A service of either kind; undefined where there is none. */
  service(collection: string, fullName: string): Promise<SeenService | undefined> {
    const { modelServices, modelProviderServices } = this.workspace;
    const client = collection === "model-services" ? modelServices : modelProviderServices;
    return this.look(`${collection}/${fullName}`, (deadline): Promise<SeenService | undefined> =>
      client.get(fullName, { deadline }),
    );
  }

  /** Notes that this program makes an object, so that it need not be there yet. */
  noteComing(name: string, inputs: object): void {
    this.made.set(name.toLowerCase(), inputs);
  }

  /** The inputs of an object that this program makes, where it was checked before. */
  coming(name: string): object | undefined {
    return this.made.get(name.toLowerCase());
  }

  /** References in a value to secrets that do not exist. */
  async missingSecrets(value: unknown, path: Path): Promise<Problem[]> {
    const problems = await Promise.all(
      referencesIn(value, path).map(async (reference): Promise<Problem[]> => {
        const keys = await this.secretsOf(reference.scope);
        if (keys === undefined) {
          const scopes = await this.scopes();
          return [this.notThere(reference, "a secret scope of the workspace", reference.scope, scopes)];
        }
        if (keys === "hidden" || keys.includes(reference.key)) return [];
        return [
          this.notThere(
            reference,
            `a secret of scope ${JSON.stringify(reference.scope)}`,
            reference.key,
            keys,
          ),
        ];
      }),
    );
    return problems.flat();
  }

  /**
   * Runs checks, and turns a failure to look into a line for the user: a network that is not there must never block a
   * preview, but a refused sign-in or right fails later for sure.
   */
  async run(checks: () => Promise<Problem[]>, reporter: Reporter): Promise<Problem[]> {
    try {
      return await checks();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.category === "unauthenticated" || error.category === "forbidden") {
        return [{ path: [], found: error.message, allowed: "a sign-in that may do this" }];
      }
      if (!this.saidUnchecked) reporter.warn(`Not checked against the workspace: ${error.message}`);
      this.saidUnchecked = true;
      return [];
    }
  }

  /** Names of a scope's secrets; undefined where there is no such scope, `hidden` where we may not look. */
  private async secretsOf(scope: string): Promise<readonly string[] | "hidden" | undefined> {
    try {
      return await this.look(`scope ${scope}`, (deadline) =>
        this.workspace.secrets.keys(scope, { deadline }),
      );
    } catch (error) {
      // Using a secret takes less than listing its scope.
      if (error instanceof ApiError && error.category === "forbidden") return "hidden";
      throw error;
    }
  }

  private notThere(
    { path, text, scope, key }: Reference,
    what: string,
    name: string,
    candidates: readonly string[],
  ): Problem {
    const near = nearest(name, candidates);
    const known = candidates.slice(0, 10).map((candidate) => JSON.stringify(candidate));
    const emulated = isLoopback(new URL(this.workspace.host).hostname)
      ? `; the emulator is given it at its start by --secret ${scope}/${key}=VALUE`
      : "";
    return {
      path,
      found: JSON.stringify(text),
      allowed: `${what}${known.length === 0 ? ", of which there is none" : `: ${known.join(", ")}`}`,
      fix:
        near === undefined
          ? `create the secret first, or correct the reference${emulated}`
          : `did you mean ${JSON.stringify(near)}?`,
    };
  }

  private scopes(): Promise<readonly string[]> {
    return this.look("scopes", (deadline) => this.workspace.secrets.scopes({ deadline }));
  }

  /** What somebody asks of the workspace, asked once. */
  look<T>(what: string, ask: (deadline: number) => Promise<T>): Promise<T> {
    const answer = this.looks.get(what) ?? ask(this.now() + PATIENCE_MS);
    this.looks.set(what, answer);
    return answer as Promise<T>;
  }
}

interface Reference {
  readonly path: Path;
  readonly text: string;
  readonly scope: string;
  readonly key: string;
}

function referencesIn(value: unknown, path: Path): Reference[] {
  if (typeof value === "string") {
    const [, scope, key] = SECRET_REFERENCE.exec(value) ?? [];
    return scope === undefined || key === undefined ? [] : [{ path, text: value, scope, key }];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => referencesIn(item, [...path, index]));
  if (!isPlainObject(value)) return [];
  return Object.entries(value).flatMap(([field, item]) => referencesIn(item, [...path, field]));
}
