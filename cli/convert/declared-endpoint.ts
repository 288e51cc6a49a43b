import type { Json } from "../../provider/schema/json";

/** An endpoint as another tool declares it. */
export interface DeclaredEndpoint {
  /** Where it is declared, for messages. */
  readonly address: string;
  /** In the words of the REST API. */
  readonly body: { readonly [field: string]: Json };
  /** Permissions in the words of the REST API; undefined where the tool leaves them alone. */
  readonly permissions: readonly { readonly [field: string]: Json }[] | undefined;
}

/** What another tool declares, and what of it has no place in a program of this package. */
export interface Declared {
  readonly endpoints: readonly DeclaredEndpoint[];
  readonly left: readonly { readonly what: string; readonly why: string }[];
}
