import type { StackMember } from "./rule-definition";
import { routingOf, type DestinationView } from "./destination-view";
import type { ResourceView } from "./resource-view";
import { serviceNameOf } from "./service-name";
import { workspaceOf } from "./workspace-of";

type Viewed = StackMember & { readonly view: ResourceView };

/** A destination of a model service that leads to a provider service of the same stack. */
export interface ServiceLink {
  readonly service: Viewed;
  readonly destination: DestinationView;
  readonly provider: Viewed;
  /** Whether the program refers to the provider service itself, so that the engine knows which comes first. */
  readonly referred: boolean;
}

/** All destinations of a stack's model services that lead to provider services of it. */
export function serviceLinks(members: readonly StackMember[]): ServiceLink[] {
  const viewed = members.filter((member): member is Viewed => member.view !== undefined);
  const providers = viewed.filter(({ view }) => view.role === "provider-service");
  const services = viewed.filter(({ view }) => view.role === "model-service");
  return services.flatMap((service) => {
    const { destinations, fallbacks } = routingOf(service.fields);
    const on = service.propertyDependencies["config"] ?? [];
    return [...destinations, ...fallbacks].flatMap((destination): ServiceLink[] => {
      const provider = providerOf(destination, service, providers, on);
      return provider === undefined
        ? []
        : [{ service, destination, provider, referred: on.includes(provider.urn) }];
    });
  });
}

/** By its name; while that is not known yet, the only one that the config is made of. */
function providerOf(
  { type, providerService }: DestinationView,
  service: StackMember,
  providers: readonly Viewed[],
  on: readonly string[],
): Viewed | undefined {
  if (type !== "external") return undefined;
  if (providerService !== undefined) {
    const name = providerService.toLowerCase();
    return providers.find(
      (one) => serviceNameOf(one.fields) === name && workspaceOf(one) === workspaceOf(service),
    );
  }
  const [only, ...more] = providers.filter(({ urn }) => on.includes(urn));
  return more.length === 0 ? only : undefined;
}
