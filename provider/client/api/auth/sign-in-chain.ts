import { ApiError } from "../api-error";
import type { SignIn } from "./sign-in";

export interface Candidate {
  method: string;
  signIn: SignIn;
  /** Whether it was asked for: then its failure is final. */
  certain: boolean;
}

/**
 * A connection over one or more ways to sign in. Those that merely happen to be there (a CLI on the PATH, a CI system's
 * token) are tried in turn when the first token is needed; the one that works stays.
 */
export class SignInChain {
  private chosen: Candidate | undefined;
  private choosing: Promise<Candidate> | undefined;

  constructor(
    readonly host: string,
    private readonly candidates: readonly Candidate[],
    private readonly workspaceId: string | undefined,
  ) {
    if (candidates.length === 1) this.chosen = candidates[0];
  }

  get method(): string {
    return this.likely?.method ?? "none";
  }

  get source(): string {
    return this.likely?.signIn.source ?? "nowhere";
  }

  get renewable(): boolean {
    return this.likely?.signIn.renew !== undefined;
  }

  async authorization(): Promise<string> {
    return (await this.choice()).signIn.authorization();
  }

  async headers(): Promise<Record<string, string>> {
    // Some addresses serve several workspaces; others ignore it.
    const routing: Record<string, string> =
      this.workspaceId === undefined ? {} : { "x-databricks-workspace-id": this.workspaceId };
    return { ...routing, ...(await (await this.choice()).signIn.headers?.()) };
  }

  renew(): void {
    this.likely?.signIn.renew?.();
  }

  private get likely(): Candidate | undefined {
    return this.chosen ?? this.candidates[0];
  }

  private async choice(): Promise<Candidate> {
    if (this.chosen !== undefined) return this.chosen;
    this.choosing ??= this.firstThatWorks().finally(() => {
      this.choosing = undefined;
    });
    this.chosen = await this.choosing;
    return this.chosen;
  }

  private async firstThatWorks(): Promise<Candidate> {
    const failures: { method: string; error: ApiError }[] = [];
    for (const candidate of this.candidates) {
      try {
        await candidate.signIn.authorization();
        return candidate;
      } catch (error) {
        if (!(error instanceof ApiError) || error.category !== "unauthenticated") throw error;
        failures.push({ method: candidate.method, error });
      }
    }
    const [only] = failures;
    if (failures.length === 1 && only !== undefined) throw only.error;
    throw new ApiError({
      category: "unauthenticated",
      fate: "not-done",
      call: `signing in to ${this.host}`,
      detail: ["none of the ways that are there works", ...failures.map(told)].join("\n  - "),
      advice: "Name the one that is meant with DATABRICKS_AUTH_TYPE to try it alone.",
      final: true,
    });
  }
}

function told({ method, error }: { method: string; error: ApiError }): string {
  return `${method}: ${error.message}`;
}
