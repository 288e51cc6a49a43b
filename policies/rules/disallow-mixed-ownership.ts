import * as z from "zod";
import { defineRule, type StackMember } from "../kit/define-rule";
import type { ResourceView } from "../kit/resource-view";
import { serviceNameOf } from "../kit/service-name";
import { showValue } from "../kit/show-value";
import { workspaceOf } from "../kit/workspace-of";

type Served = StackMember & { view: ResourceView };

export const disallowMixedOwnership = defineRule({
  name: "disallow-mixed-ownership",
  title: "One owner for each part of an endpoint",
  description:
    "No two resources of a stack own the same endpoint, the same served entity, the same traffic split or the same service.",
  why: "Whoever writes an endpoint's config replaces all of it: two owners undo each other's work on every update, and each preview shows changes that nobody made.",
  severity: "high",
  level: "mandatory",
  remediation: [
    "Keep one resource for each endpoint; import or remove the other.",
    "To attach models by ExternalModel or split traffic by TrafficSplit, set allowAttachedModels on the ServingEndpoint.",
    "Move models of a ModelServing of @pulumi/databricks to a ServingEndpoint before attaching others.",
  ],
  config: z.strictObject({}),
  example: {
    rejected:
      'new ExternalModel("extra", { endpoint: endpoint.name, … }) for an endpoint without allowAttachedModels',
    accepted:
      'new ServingEndpoint("chat", { allowAttachedModels: true, … }); new ExternalModel("extra", { endpoint: chat, … })',
  },
  sources: ["https://docs.databricks.com/api/workspace/servingendpoints/updateconfig"],

  checkStack(members, report) {
    const served = members.filter((member): member is Served => member.view !== undefined);
    const endpoints = served.filter(({ view }) => view.role === "endpoint");
    const joined = served.filter(({ view }) => view.role === "model" || view.role === "split");

    for (const [name, same] of groups(
      endpoints,
      ({ view, ...member }) => view.endpoint && `${workspaceOf(member)}/${view.endpoint}`,
    )) {
      for (const { urn } of same.slice(1)) {
        report(
          {
            path: ["name"],
            found: `the endpoint ${showValue(name.slice(name.lastIndexOf("/") + 1))}, which ${nameOf(same[0])} owns already`,
            instead: "keep one of the two",
          },
          urn,
        );
      }
    }
    const services = served.filter(
      ({ view: { role } }) => role === "provider-service" || role === "model-service",
    );
    for (const [name, same] of groups(services, serviceKey)) {
      for (const { urn, view } of same.slice(1)) {
        report(
          {
            path: [view.role === "model-service" ? "modelServiceId" : "modelProviderServiceId"],
            found: `the name ${showValue(name.slice(name.lastIndexOf("/") + 1))}, which ${nameOf(same[0])} has already; both kinds of services share their names`,
            instead: "write another name, or keep one of the two",
          },
          urn,
        );
      }
    }
    for (const member of joined) {
      const owner = ownerOf(member, endpoints);
      if (owner === undefined) continue;
      const path = ["endpoint"];
      if (owner.view.kind === "ModelServing") {
        report(
          {
            path,
            found: `an endpoint that ${nameOf(owner)} owns wholly, and will reset`,
            instead: "make the endpoint a ServingEndpoint with allowAttachedModels: true",
          },
          member.urn,
        );
      } else if (
        owner.fields["allowAttachedModels"] === undefined ||
        owner.fields["allowAttachedModels"] === false
      ) {
        report(
          {
            path,
            found: `an endpoint of ${nameOf(owner)} that does not take attached models`,
            instead: "set allowAttachedModels: true on it",
          },
          member.urn,
        );
      }
    }
    for (const gateway of served.filter(({ view }) => view.role === "gateway")) {
      const owner = ownerOf(gateway, endpoints);
      if (owner?.fields["aiGateway"] === undefined) continue;
      report(
        {
          path: ["endpoint"],
          found: `an endpoint whose gateway ${nameOf(owner)} owns`,
          instead: "keep the settings in one of the two",
        },
        gateway.urn,
      );
    }
    const targetOf = (member: Served) =>
      ownerOf(member, endpoints)?.urn ??
      (member.view.endpoint && `${workspaceOf(member)}/${member.view.endpoint}`);
    for (const [role, what] of [
      ["split", "traffic split"],
      ["gateway", "gateway"],
    ] as const) {
      const parts = served.filter(({ view }) => view.role === role);
      for (const [, same] of groups(parts, targetOf)) {
        for (const { urn } of same.slice(1)) {
          report(
            {
              path: ["endpoint"],
              found: `a second ${what} of the endpoint, beside ${nameOf(same[0])}`,
              instead: "keep one of the two",
            },
            urn,
          );
        }
      }
    }
    const models = joined.filter(({ view }) => view.kind === "ExternalModel");
    for (const member of models) {
      const target = targetOf(member);
      const entity = member.view.models[0]?.entityName;
      if (target === undefined || entity === undefined) continue;
      const own = ownerOf(member, endpoints)?.view.entities.some(({ name }) => name === entity);
      const other = models
        .slice(0, models.indexOf(member))
        .find((one) => targetOf(one) === target && one.view.models[0]?.entityName === entity);
      if (!own && other === undefined) continue;
      const who = other === undefined ? "the endpoint itself" : nameOf(other);
      report(
        {
          path: ["servedModelName"],
          found: `the served model ${showValue(entity)}, which ${who} has already`,
          instead: "write another servedModelName",
        },
        member.urn,
      );
    }
  },
});

function serviceKey(member: Served): string | undefined {
  const name = serviceNameOf(member.fields);
  return name === undefined ? undefined : `${workspaceOf(member)}/${name}`;
}

/** The endpoint's resource in this stack that a model or split joins: by reference, or by name. */
function ownerOf(member: Served, endpoints: readonly Served[]): Served | undefined {
  const { view, propertyDependencies } = member;
  const referred = propertyDependencies["endpoint"] ?? [];
  return (
    endpoints.find(({ urn }) => referred.includes(urn)) ??
    endpoints.find(
      (one) =>
        view.endpoint !== undefined &&
        one.view.endpoint === view.endpoint &&
        workspaceOf(one) === workspaceOf(member),
    )
  );
}

function nameOf(member: Served | undefined): string {
  return member === undefined ? "another resource" : `${member.view.kind} ${showValue(member.name)}`;
}

function groups(
  members: readonly Served[],
  keyOf: (member: Served) => string | undefined,
): [string, Served[]][] {
  const found = new Map<string, Served[]>();
  for (const member of members) {
    const key = keyOf(member);
    if (key !== undefined) found.set(key, [...(found.get(key) ?? []), member]);
  }
  return [...found].filter(([, same]) => same.length > 1);
}
