import type { Dispatcher } from "undici";
import type { Clock } from "../clock";
import type { ResolvedSettings } from "../resolve-settings";

/** What a way to sign in may use. */
export interface SignInContext {
  /** Address of the workspace, without a slash at the end. */
  readonly host: string;
  readonly settings: ResolvedSettings;
  readonly environment: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly dispatcher: Dispatcher | undefined;
}

/** Credentials in use. */
export interface SignIn {
  /** Where the credentials come from, for people. */
  readonly source: string;
  /** The header's value. Cached and renewed as needed. @throws ApiError */
  authorization(): Promise<string>;
  /** Further headers. */
  headers?(): Promise<Record<string, string>>;
  /** Forgets a cached token; absent where there is nothing to renew. */
  renew?(): void;
}

/** A way to sign in, by Databricks' name of it. */
export interface SignInMethod {
  readonly name: string;
  /** Looks at the settings only: no network, no other program. */
  offer(context: SignInContext): Offer;
}

export type Offer =
  | {
      signIn: SignIn;
      /** Whether it was asked for: then its failure is final, and no other one is tried. */ certain: boolean;
    }
  | { whyNot: string };
