import type { Grant, GrantChange } from "../../client/unity-catalog/catalog-client";
import type { ServiceInputs } from "../../resources/unity-catalog/service-kind";
import type { ServiceScope } from "./service-scope";
import { untilShown } from "../until-shown";

/** Brings what a service grants itself to exactly a list. */
export async function setGrants<Inputs extends ServiceInputs>(
  { kind, operation, deadline }: ServiceScope<Inputs>,
  fullName: string,
  wanted: readonly Grant[],
): Promise<void> {
  const { catalog } = operation.workspace;
  const held = await catalog.grants(kind.securable, fullName, { deadline });
  const changes = grantChanges(held, wanted);
  if (changes.length === 0) return;
  const shows = (now: readonly Grant[]) => (grantChanges(now, wanted).length === 0 ? now : undefined);
  await untilShown(
    {
      what: "the grants",
      deadline,
      send: () => catalog.patchGrants(kind.securable, fullName, changes, { deadline }),
      look: async () => shows(await catalog.grants(kind.securable, fullName, { deadline })),
    },
    operation,
  );
}

/** What to add to and take from each principal. */
export function grantChanges(held: readonly Grant[], wanted: readonly Grant[]): GrantChange[] {
  const privilegesOf = (grants: readonly Grant[], principal: string) =>
    grants
      .filter((grant) => grant.principal === principal)
      .flatMap(({ privileges }) => privileges.map(spelled));
  const principals = new Set([...wanted, ...held].map(({ principal }) => principal));
  return [...principals].flatMap((principal) => {
    const now = privilegesOf(held, principal);
    const then = privilegesOf(wanted, principal);
    const add = then.filter((privilege) => !now.includes(privilege));
    const remove = now.filter((privilege) => !then.includes(privilege));
    return add.length === 0 && remove.length === 0 ? [] : [{ principal, add, remove }];
  });
}

/** Older servers write privileges with blanks, as SQL does. */
const spelled = (privilege: string): string => privilege.toUpperCase().replaceAll(" ", "_");
