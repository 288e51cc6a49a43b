import { resolve } from "node:path";
import ts from "typescript";
import * as z from "zod";
import { expect, test } from "vitest";
import { checkModelProviderService } from "../../provider/check/unity-catalog/check-model-provider-service";
import { checkModelService } from "../../provider/check/unity-catalog/check-model-service";
import { modelProviderService } from "../../provider/resources/model-provider-service";
import { modelService } from "../../provider/resources/model-service";
import { formatProblem } from "../../provider/schema/problem";
import { objectOptions, unwrap } from "../../provider/schema/schema-walk";
import { typeErrors } from "../cli/exported-program";
import { bridgedProgram, modelServices, providerServices } from "./fixtures/bridged-services";

const BRIDGED = resolve(__dirname, "../../node_modules/@pulumi/databricks");

/** Paths of all fields that a bridged resource's arguments have, by the package's own declarations; `[]` for a list's items. */
function declaredPaths(resource: string): string[] {
  const file = resolve(BRIDGED, `${resource.charAt(0).toLowerCase()}${resource.slice(1)}.d.ts`);
  const program = ts.createProgram([file], { strict: true, skipLibCheck: true, types: [] });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const args = source?.statements.find(
    (one): one is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(one) && one.name.text === `${resource}Args`,
  );
  if (args === undefined) throw new Error(`${file} declares no ${resource}Args`);
  const below = (type: ts.Type, path: string): string[] =>
    checker.getPropertiesOfType(type).flatMap((property) => {
      const here = path === "" ? property.name : `${path}.${property.name}`;
      return [here, ...inner(checker.getTypeOfSymbol(property), here)];
    });
  /** What an `Input` stands for: neither a promise of it nor an output. */
  const inner = (type: ts.Type, path: string): string[] => {
    const parts = type.isUnion() ? type.types : [type];
    return parts.flatMap((part): string[] => {
      const name = part.symbol?.name ?? part.aliasSymbol?.name;
      if (!(part.flags & ts.TypeFlags.Object) || name === "Promise" || name === "OutputInstance") return [];
      if (part.isIntersection()) return [];
      if (checker.isArrayType(part)) {
        const [item] = checker.getTypeArguments(part as ts.TypeReference);
        return item === undefined ? [] : inner(item, `${path}[]`);
      }
      return below(part, path);
    });
  };
  return [...new Set(below(checker.getTypeAtLocation(args), ""))].sort();
}

/** The same of a schema of this package's. */
function schemaPaths(schema: z.core.$ZodType, path = ""): string[] {
  const own = unwrap(schema);
  if (own instanceof z.ZodArray) return schemaPaths(own.element, `${path}[]`);
  if (own instanceof z.ZodDiscriminatedUnion)
    return objectOptions(own).flatMap((option) => schemaPaths(option, path));
  if (!(own instanceof z.ZodObject)) return [];
  return Object.entries(own.shape as z.ZodRawShape).flatMap(([field, item]) => {
    const here = path === "" ? field : `${path}.${field}`;
    return [here, ...schemaPaths(item, here)];
  });
}

test("each field of the bridged services has the same name and place here, but for one that the API refuses", () => {
  const provider = declaredPaths("AiGatewayModelProviderService");
  const model = declaredPaths("AiGatewayModelService");
  // Should the declarations be built otherwise one day, this test must not hold by finding nothing.
  expect(provider).toContain("config.amazonBedrock.direct.awsAccessKey.secretAccessKey.plaintext");
  expect(model).toContain("config.routing.fallback.destinations[].externalModelConfig.target.nativeApiTypes");
  const providerHere = new Set(schemaPaths(modelProviderService.inputs));
  const modelHere = new Set(schemaPaths(modelService.inputs));
  expect(provider.filter((path) => !providerHere.has(path))).toEqual([]);
  expect(model.filter((path) => !modelHere.has(path))).toEqual([
    // Fallbacks are tried in their order; the bridged type has one shape for both lists.
    "config.routing.fallback.destinations[].trafficPercentage",
  ]);
}, 60_000);

test("a program of the bridged services, with every argument, compiles with the classes of this package", () => {
  const programs = {
    bridged: bridgedProgram("@pulumi/databricks", "AiGatewayModelProviderService", "AiGatewayModelService"),
    here: bridgedProgram("pulumi-databricks-serving", "ModelProviderService", "ModelService"),
  };
  expect(typeErrors(programs)).toEqual([]);
}, 60_000);

test("what such a program says is taken by the check as it stands, argument by argument", () => {
  const written = new Set<string>();
  for (const [services, check, leaf] of [
    [providerServices, checkModelProviderService, "modelProviderServiceId"],
    [modelServices, checkModelService, "modelServiceId"],
  ] as const) {
    for (const service of services) {
      const args = { parent: "schemas/main.ai", [leaf]: "service", ...service };
      const { problems } = check(args);
      expect(problems.map(formatProblem), JSON.stringify(service)).toEqual([]);
      for (const path of valuePaths(args)) written.add(path);
    }
  }
  const declared = [
    ...declaredPaths("AiGatewayModelProviderService"),
    ...declaredPaths("AiGatewayModelService"),
  ];
  const never = ["config.routing.fallback.destinations[].trafficPercentage"];
  expect(declared.filter((path) => !written.has(path) && !never.includes(path))).toEqual([]);
}, 60_000);

function valuePaths(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuePaths(item, `${path}[]`));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([field, item]) => {
    const here = path === "" ? field : `${path}.${field}`;
    return [here, ...valuePaths(item, here)];
  });
}
