import { fieldsOf, listOf, type Fields } from "../../provider/schema/plain-object";
import { summariseInputs } from "../endpoint/endpoint-summary";

/** What is drawn: who answers whom. Holds names alone, and no credential. */
export interface Graph {
  readonly nodes: readonly { readonly id: string; readonly kind: Kind; readonly label: string }[];
  readonly edges: readonly Edge[];
}

type Kind = "endpoint" | "model" | "provider";

interface Edge {
  readonly from: string;
  readonly to: string;
  /** Such as `80 %`. */
  readonly label?: string;
  /** What is taken only where another one fails. */
  readonly fallback?: boolean;
}

/** A resource as a state or a preview tells of it. */
export interface Described {
  readonly type: string;
  readonly name: string;
  readonly inputs: Fields;
}

/** The picture of a stack's resources. */
export function toGraph(resources: readonly Described[]): Graph {
  const nodes = new Map<string, Graph["nodes"][number]>();
  const edges = new Map<string, Edge>();
  const add = (kind: Kind, name: string, label = name): string => {
    const id = `${kind}:${name}`;
    if (!nodes.has(id)) nodes.set(id, { id, kind, label });
    return id;
  };
  const link = (edge: Edge): void => {
    edges.set(`${edge.from} ${edge.to} ${edge.fallback === true}`, edge);
  };
  const of = (type: string): readonly Described[] => resources.filter((one) => one.type === type);

  for (const { inputs, name } of of("ServingEndpoint")) {
    const endpoint = String(inputs["name"] ?? name);
    const { models, fallback } = summariseInputs(inputs);
    const from = add("endpoint", endpoint);
    let before: string | undefined;
    for (const model of models) {
      const to = add("model", `${endpoint}/${model.name}`, `${model.name}\n${model.model}`);
      link({ from, to, ...(model.traffic === undefined ? {} : { label: `${model.traffic} %` }) });
      if (model.provider !== undefined) link({ from: to, to: add("provider", model.provider) });
      if (fallback && before !== undefined) link({ from: before, to, label: "fallback", fallback: true });
      before = to;
    }
  }
  for (const { inputs } of of("ExternalModel")) {
    const endpoint = String(inputs["endpoint"]);
    const model = String(inputs["name"]);
    const served = String(inputs["servedModelName"] ?? model.replaceAll(/[.:]/g, "-"));
    const to = add("model", `${endpoint}/${served}`, `${served}\n${model}`);
    link({ from: add("endpoint", endpoint), to });
    link({ from: to, to: add("provider", String(inputs["provider"])) });
  }
  for (const { inputs } of of("TrafficSplit")) {
    const endpoint = String(inputs["endpoint"]);
    for (const route of listOf(inputs["routes"]).map(fieldsOf)) {
      const served = String(route["servedModelName"]);
      const to = add("model", `${endpoint}/${served}`, served);
      link({ from: add("endpoint", endpoint), to, label: `${String(route["trafficPercentage"])} %` });
    }
  }
  for (const { inputs, name } of of("ModelProviderService")) {
    const { id, label } = serviceName(inputs["parent"], inputs["modelProviderServiceId"] ?? name);
    const type = String(fieldsOf(inputs["config"])["providerType"] ?? "").replace(/^.*PROVIDER_TYPE_/, "");
    add("provider", id, `${label}\n${type.toLowerCase().replaceAll("_", " ")}`);
  }
  for (const { inputs, name } of of("ModelService")) {
    const { id, label } = serviceName(inputs["parent"], inputs["modelServiceId"] ?? name);
    const from = add("endpoint", id, label);
    const routing = fieldsOf(fieldsOf(inputs["config"])["routing"]);
    const destinations = listOf(routing["destinations"]).map(fieldsOf);
    const others = listOf(fieldsOf(routing["fallback"])["destinations"]).map(fieldsOf);
    for (const [at, destination] of [...destinations, ...others].entries()) {
      const external = fieldsOf(destination["externalModelConfig"]);
      const model = String(fieldsOf(external["target"])["model"] ?? destination["name"]);
      const called = String(destination["name"]);
      const to = add("model", `${id}/${called}`, called === model ? called : `${called}\n${model}`);
      const share = destination["trafficPercentage"];
      const fallback = at >= destinations.length;
      link({
        from,
        to,
        ...(fallback ? { label: `fallback ${at - destinations.length + 1}`, fallback } : {}),
        ...(typeof share === "number" ? { label: `${share} %` } : {}),
      });
      const service = external["modelProviderService"];
      if (typeof service === "string") {
        const full = service.replace(/^model-provider-services\//, "");
        link({ from: to, to: add("provider", full, full) });
      }
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

function serviceName(parent: unknown, own: unknown): { id: string; label: string } {
  const schema = String(parent ?? "").replace(/^schemas\//, "");
  const id = schema === "" ? String(own) : `${schema}.${String(own)}`;
  return { id, label: id };
}
