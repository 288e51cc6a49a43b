import { readFileSync } from "node:fs";
import { groupOf, groupsOf } from "../scim/groups";
import { createEndpoint } from "../serving/create-endpoint";
import * as messages from "../serving/messages";
import { finishRollout } from "../serving/rollout";
import { seedCatalog } from "../unity-catalog/seed-catalog";
import { addIdentity, type NewIdentity } from "../workspace/identities";
import type { Workspace } from "../workspace/workspace";
import { newScope } from "../workspace/world";
import type { EmulatorSeed } from "./seed";

/**
 * Puts into the workspace what it is to start with. What is there already, from a state file, stays; secrets get the value
 * that they have now.
 *
 * @throws Error naming the part of the seed that cannot be made.
 */
export function applySeed(workspace: Workspace, seed: EmulatorSeed): void {
  const { world, clock } = workspace;
  for (const [name, secrets] of Object.entries(seed.secrets ?? {})) {
    const scope = (world.scopes[name] ??= newScope(name, world.identities[0]!.userName));
    for (const [key, source] of Object.entries(secrets)) {
      const value = Buffer.from(readSource(source, `secret ${name}/${key}`)).toString("base64");
      scope.secrets[key] = { value, updatedAt: clock.now() };
    }
  }
  for (const name of seed.groups ?? []) {
    if (!groupsOf(world).some(({ displayName }) => displayName === name)) world.groups.push(groupOf(name));
  }
  const add = (identity: NewIdentity): void => {
    if (!world.identities.some(({ userName }) => userName === identity.userName))
      addIdentity(world, identity);
  };
  for (const user of seed.users ?? []) add(user);
  for (const principal of seed.servicePrincipals ?? []) add({ kind: "ServicePrincipal", ...principal });
  for (const given of seed.endpoints ?? []) addEndpoint(workspace, given);
  if (seed.unityCatalog !== undefined) seedCatalog(workspace, seed.unityCatalog, readSource);
}

/** Made by the admin, and up at once: what is there from the start has rolled out long ago. */
function addEndpoint(workspace: Workspace, given: { name: string }): void {
  const { world } = workspace;
  if (world.endpoints[given.name] !== undefined) return;
  const admin = world.identities.find((identity) => identity.admin) ?? world.identities[0]!;
  try {
    finishRollout(
      createEndpoint(messages.createEndpoint.parse(given), admin, workspace, "gradual"),
      workspace,
    );
  } catch (error) {
    throw new Error(`seed: endpoint ${given.name}: ${(error as Error).message}`, { cause: error });
  }
}

function readSource(source: string, what: string): string {
  const [, kind, name = ""] = /^(env|file):(.+)$/s.exec(source) ?? [];
  if (kind === "env") {
    const value = process.env[name];
    if (value === undefined) throw new Error(`${what}: the environment has no ${name}`);
    return value;
  }
  if (kind === "file") {
    try {
      return readFileSync(name, "utf8").replace(/\r?\n$/, "");
    } catch (error) {
      throw new Error(`${what}: ${name} cannot be read (${(error as NodeJS.ErrnoException).code})`, {
        cause: error,
      });
    }
  }
  return source;
}
