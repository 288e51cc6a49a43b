import type { ServiceKind } from "../../resources/unity-catalog/service-kind";

/** The name is taken by a service that is not known to be ours. */
export class ServiceExists extends Error {
  override readonly name = "ServiceExists";

  constructor(kind: ServiceKind, fullName: string, host: string, because: string) {
    super(
      `The ${kind.word} ${JSON.stringify(fullName)} already exists on ${host}, and is not taken to be this resource's: ` +
        `${because}. If the program renamed or moved the resource, say so with the option \`aliases\`, which keeps the service in ` +
        "its state. Otherwise give this one another name, or set adopt: true to take that one over and update it, " +
        `or only look at it with ${kind.type}.get(name, ${JSON.stringify(fullName)}).`,
    );
  }
}

/** The name is taken by a service of the other kind: both have one namespace in a schema. */
export class NameTaken extends Error {
  override readonly name = "NameTaken";

  constructor(kind: ServiceKind, other: ServiceKind, fullName: string, host: string) {
    super(
      `The name ${JSON.stringify(fullName)} is taken on ${host} by a ${other.word}: the two kinds of services share the names of ` +
        `a schema. Give this ${kind.word} another ${kind.leaf}.`,
    );
  }
}
