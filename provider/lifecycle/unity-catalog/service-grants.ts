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
  const look = () => catalog.grants(kind.securable, fullName, { deadline });
  const patch = (now: readonly Grant[]) =>
    catalog.patchGrants(kind.securable, fullName, grantChanges(now, wanted), { deadline });
  const shows = (now: readonly Grant[]) => grantChanges(now, wanted).length === 0;
  let held: readonly Grant[] = await look();
  if (shows(held)) return;
  await untilShown(
    {
      what: "the grants",
      deadline,
      async send() {
        held = await patch(held);
        // An empty answer to the look would have hidden what is to be taken back.
        return shows(held) ? held : patch(held);
      },
      async look() {
        held = await look();
        return shows(held) ? held : undefined;
      },
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
