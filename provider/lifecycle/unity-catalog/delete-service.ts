import type { SeenService } from "../../client/unity-catalog/services-client";
import type { ServiceInputs, ServiceState } from "../../resources/unity-catalog/service-kind";
import { forgetCreate } from "../begin-create";
import { untilGone } from "../until-gone";
import { identityOfService, ownershipOfService, ServiceRemade } from "./own-service";
import { recogniseService } from "./recognise-service";
import type { ServiceScope } from "./service-scope";
import { usersOfProvider } from "./users-of-provider";

/** Model services stand on a provider service that is to be deleted; nothing was sent. */
class StillUsed extends Error {
  override readonly name = "StillUsed";

  constructor(fullName: string, users: readonly string[]) {
    super(
      `Nothing was sent: the model provider service ${JSON.stringify(fullName)} is used by ${users.join(", ")}, whose requests ` +
        "would fail. Lead them elsewhere or delete them first; a program that passes the resource itself to its model services " +
        "has them go first.",
    );
  }
}

/**
 * Deletes a service; one that is gone already is fine. One look before tells whose service it is now.
 *
 * @throws AnotherMetastore, ServiceRemade, StillUsed before anything is sent
 */
export async function deleteService<Inputs extends ServiceInputs>(
  scope: ServiceScope<Inputs>,
  id: string,
  olds: ServiceState<Inputs>,
): Promise<void> {
  const { kind, client, operation, deadline } = scope;
  const { claims, reporter } = operation;
  const fullName = id.slice(id.indexOf("/") + 1);
  const doomed = await ours(scope, fullName, olds, await client.get(fullName, { deadline }));
  if (doomed !== undefined && claims.has(identityOfService(doomed))) {
    reporter.warn(
      `The ${kind.word} ${JSON.stringify(fullName)} is kept: this run has created it or taken it over, for this resource or another one.`,
    );
    return;
  }
  if (doomed !== undefined) {
    const users = kind.type === "ModelService" ? [] : await usersOfProvider(fullName, operation, deadline);
    if (users.length > 0) throw new StillUsed(fullName, users);
    await remove(scope, doomed);
  }
  forgetCreate(fullName, operation);
}

/** The service, where it is the one that state speaks of. */
async function ours<Inputs extends ServiceInputs>(
  { kind, operation }: ServiceScope<Inputs>,
  fullName: string,
  olds: ServiceState<Inputs>,
  seen: SeenService<Inputs> | undefined,
): Promise<SeenService<Inputs> | undefined> {
  const { createRecords, workspace, reporter, urn } = operation;
  const ownership = ownershipOfService(kind, fullName, olds, seen, workspace);
  if (seen === undefined) return undefined;
  if (olds.createTime === undefined) {
    // Of its create nobody knows whether it was carried out: only what is surely its own goes.
    const since = createRecords.find(urn, fullName, workspace.host)?.begunAt;
    const recognition = await recogniseService(kind, seen, olds as Inputs, since, operation);
    if (recognition.ours) return seen;
    reporter.warn(
      `The ${kind.word} ${JSON.stringify(fullName)} is kept: it is not known to be the one that this resource began to create (${recognition.because}).`,
    );
    return undefined;
  }
  if (ownership === "same") return seen;
  throw new ServiceRemade(
    kind,
    olds,
    seen,
    "To delete this one, run `pulumi refresh` first; to leave it, run `pulumi state delete` on the resource.",
  );
}

async function remove<Inputs extends ServiceInputs>(
  { kind, client, operation, deadline }: ServiceScope<Inputs>,
  doomed: SeenService<Inputs>,
): Promise<void> {
  const { fullName } = doomed;
  await untilGone(
    {
      call: `DELETE ${kind.word} ${JSON.stringify(fullName)}`,
      what: `the ${kind.word}`,
      deadline,
      send: () => client.delete(fullName, undefined, { deadline }),
      isThere: async () => {
        const now = await client.get(fullName, { deadline });
        return now !== undefined && identityOfService(now) === identityOfService(doomed);
      },
    },
    operation,
  );
}
