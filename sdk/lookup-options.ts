// Apart from what looks up: a user's compiler reads the types of undici otherwise, at each run of the program.
import type * as pulumi from "@pulumi/pulumi";
import type { ConnectionArgs } from "./connection-args";

/** Where to look. */
export interface LookupOptions {
  /** The workspace to look in. Default: that of the stack's `databricks:*` config, the environment, or a profile. */
  connection?: ConnectionArgs;
}

/** Where to look, of which every part may come from another resource. */
export interface LookupOutputOptions {
  /** The workspace to look in. Default: that of the stack's `databricks:*` config, the environment, or a profile. */
  connection?: pulumi.Input<{ [Field in keyof ConnectionArgs]?: pulumi.Input<string> }>;
}
