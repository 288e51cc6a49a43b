import type { CustomResource } from "@pulumi/pulumi";
import { expect, expectTypeOf, test } from "vitest";
import type { Workspace } from "../../provider/client/workspace";
import type { CreateRecord } from "../../provider/lifecycle/create-records";
import type { ShownService } from "../../provider/lifecycle/lookups/look-up-services";
import { registeredResources, type ResourceType } from "../../provider/registered-resources";
import { endpointGatewayLifecycle } from "../../provider/lifecycle/endpoint-gateway/endpoint-gateway-lifecycle";
import { servingEndpointLifecycle } from "../../provider/lifecycle/endpoint/serving-endpoint-lifecycle";
import { externalModelLifecycle } from "../../provider/lifecycle/shared-config/external-model-lifecycle";
import { trafficSplitLifecycle } from "../../provider/lifecycle/shared-config/traffic-split-lifecycle";
import {
  modelProviderServiceLifecycle,
  modelServiceLifecycle,
} from "../../provider/lifecycle/unity-catalog/service-lifecycle";
import type { ModelProviderServiceState } from "../../provider/resources/model-provider-service";
import type { Json } from "../../provider/schema/json";
import type {
  EndpointGateway,
  ExternalModel,
  GetServingEndpointResult,
  ListedEndpoint,
  ModelProviderService,
  ModelService,
  ServingEndpoint,
  TrafficSplit,
} from "../../sdk";

// The compiler is what fails here, in the check of types: a line that compiles all the same is an error.

/** A lifecycle of each registered resource, with its types; one that is missing is an error. */
const lifecycles = {
  ServingEndpoint: servingEndpointLifecycle,
  ExternalModel: externalModelLifecycle,
  TrafficSplit: trafficSplitLifecycle,
  EndpointGateway: endpointGatewayLifecycle,
  ModelProviderService: modelProviderServiceLifecycle,
  ModelService: modelServiceLifecycle,
} satisfies Record<ResourceType, unknown>;

type Lifecycles = typeof lifecycles;
type ResourceInputs = { [Type in ResourceType]: Parameters<Lifecycles[Type]["create"]>[0] };
type ResourceState = { [Type in ResourceType]: Parameters<Lifecycles[Type]["claimsOf"]>[0] };

/** Where a record takes a field of any name, or is of any type: there a misspelt field compiles. */
type OpenPlaces<T, Path extends string = ""> = Json extends T
  ? Path
  : T extends string | number | boolean | null | undefined | Record<string, never>
    ? never
    : T extends readonly (infer Item)[]
      ? OpenPlaces<Item, `${Path}[]`>
      : string extends keyof T
        ? Path
        : { [Field in keyof T & string]: OpenPlaces<T[Field], `${Path}.${Field}`> }[keyof T & string];

/** What a method of a client answers. */
type Answer<
  Family extends keyof Workspace,
  Call extends keyof Workspace[Family],
> = Workspace[Family][Call] extends (...args: never[]) => Promise<infer Value> ? Value : never;

/** Environment variables have names of the user's own. */
type Variables = ".config.servedEntities[].environmentVars" | ".config.servedModels[].environmentVars";

test("no record of a resource takes a field that its schema does not have", () => {
  expectTypeOf<OpenPlaces<ResourceInputs["ServingEndpoint"]>>().toEqualTypeOf<Variables>();
  expectTypeOf<OpenPlaces<ResourceState["ServingEndpoint"]>>().toEqualTypeOf<Variables>();
  type Others = Exclude<ResourceType, "ServingEndpoint">;
  expectTypeOf<OpenPlaces<ResourceInputs[Others]>>().toEqualTypeOf<never>();
  expectTypeOf<OpenPlaces<ResourceState[Others]>>().toEqualTypeOf<never>();
  expect(Object.keys(lifecycles).sort()).toEqual(Object.keys(registeredResources).sort());
});

test("no answer of a client has a field that is not decoded", () => {
  type Endpoint = NonNullable<Answer<"servingEndpoints", "get">>;
  // What is sent again as it came is JSON.
  type AsItCame = `.${"serving" | "pending"}.${"entities[].body" | "rest"}`;
  type Known = `.inputs${Variables}` | `.${"serving" | "pending"}.inputs${string}`;
  expectTypeOf<Exclude<OpenPlaces<Endpoint>, AsItCame | Known>>().toEqualTypeOf<never>();
  expectTypeOf<OpenPlaces<NonNullable<Answer<"modelServices", "get">>["answers"]>>().toEqualTypeOf<never>();
  expectTypeOf<
    OpenPlaces<NonNullable<Answer<"modelProviderServices", "get">>["answers"]>
  >().toEqualTypeOf<never>();
  expectTypeOf<OpenPlaces<Answer<"catalog", "find" | "grants" | "allSchemas">>>().toEqualTypeOf<never>();
  expectTypeOf<OpenPlaces<Answer<"permissions", "get" | "put">>>().toEqualTypeOf<never>();
  expectTypeOf<OpenPlaces<Answer<"identity", "me">>>().toEqualTypeOf<never>();
  expectTypeOf<OpenPlaces<Answer<"secrets", "keys" | "scopes">>>().toEqualTypeOf<never>();
  expectTypeOf<OpenPlaces<CreateRecord>>().toEqualTypeOf<never>();
});

test("each class of the SDK has every input and output of its resource, and no more", () => {
  interface Classes {
    ServingEndpoint: ServingEndpoint;
    ExternalModel: ExternalModel;
    TrafficSplit: TrafficSplit;
    EndpointGateway: EndpointGateway;
    ModelProviderService: ModelProviderService;
    ModelService: ModelService;
  }
  type Names<T> = T extends unknown ? keyof T : never;
  type Declared = {
    [Type in ResourceType]: Type extends "ModelProviderService"
      ? keyof ModelProviderServiceState
      : Names<ResourceInputs[Type] | ResourceState[Type]>;
  };
  type Missing = { [Type in ResourceType]: Exclude<Declared[Type], keyof Classes[Type]> };
  type Foreign = {
    [Type in ResourceType]: Exclude<keyof Classes[Type], Declared[Type] | keyof CustomResource>;
  };
  type None = Record<ResourceType, never>;
  expectTypeOf<Missing>().toEqualTypeOf<None>();
  expectTypeOf<Foreign>().toEqualTypeOf<None>();
});

test("what a lookup finds has the fields of the resource alone", () => {
  expectTypeOf<OpenPlaces<GetServingEndpointResult>>().toEqualTypeOf<Variables>();
  expectTypeOf<OpenPlaces<ListedEndpoint>>().toEqualTypeOf<never>();
  expectTypeOf<OpenPlaces<ShownService>>().toEqualTypeOf<never>();
});

/** The same, said by hand, of each family: no field is spelt so. */
export function misspelt(
  inputs: ResourceInputs,
  state: ResourceState,
  { servingEndpoints, modelServices }: Workspace,
  endpoint: ServingEndpoint,
  found: GetServingEndpointResult,
  listed: ListedEndpoint,
): unknown[] {
  return [
    // @ts-expect-error: misspelt, aiGateway
    inputs.ServingEndpoint.aiGatway,
    // @ts-expect-error: misspelt, enabled
    inputs.ServingEndpoint.aiGateway?.fallbackConfig?.enabld,
    // @ts-expect-error: misspelt, trafficPercentage
    inputs.TrafficSplit.routes[0]?.trafficPercent,
    // @ts-expect-error: misspelt, servedModelName
    inputs.ExternalModel.servedModelname,
    // @ts-expect-error: misspelt, accessControlList
    inputs.EndpointGateway.acessControlList,
    // @ts-expect-error: misspelt, modelProviderServiceId
    inputs.ModelProviderService.modelProviderServiceID,
    // @ts-expect-error: misspelt, destinations
    inputs.ModelService.config.routing.destination,
    // @ts-expect-error: misspelt, endpointId
    state.ServingEndpoint.endpointid,
    // @ts-expect-error: misspelt, previous
    state.EndpointGateway.previus,
    // @ts-expect-error: misspelt, effectiveOwner
    state.ModelService.efectiveOwner,
    // @ts-expect-error: misspelt, config
    servingEndpoints.putConfig("assistant", { confg: {} }),
    // @ts-expect-error: misspelt, configUpdate
    servingEndpoints.get("assistant").then((remote) => remote?.configUpdat),
    // @ts-expect-error: misspelt, masks
    modelServices.patch("main.ai.assistant", { inputs: inputs.ModelService, mask: [], etag: undefined }),
    // @ts-expect-error: misspelt, routeOptimized
    endpoint.routeOptimised,
    // @ts-expect-error: misspelt, servedEntities
    endpoint.config.apply((config) => config?.servedEntites),
    // @ts-expect-error: misspelt, invocationUrl
    found.invocationURL,
    // @ts-expect-error: misspelt, tags
    listed.tag,
    // @ts-expect-error: misspelt, claims are of the state
    servingEndpointLifecycle.claimsOf({ endpointID: "1" }),
  ];
}
