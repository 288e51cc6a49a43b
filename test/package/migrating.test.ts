import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import * as z from "zod";
import { objectOptions, unwrap } from "../../provider/schema/schema-walk";
import { servingEndpoint } from "../../provider/resources/serving-endpoint";
import { repository } from "./consumer";

type Schema = z.core.$ZodType;

const declarations = join(repository, "node_modules/@pulumi/databricks/modelServing.d.ts");

/** Paths of the arguments that `@pulumi/databricks` declares for `ModelServing`, and our schema does not take. */
function missingArguments(): { missing: string[]; compared: number } {
  const program = ts.createProgram([declarations], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    skipLibCheck: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(declarations)!;
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source)!);
  const missing: string[] = [];
  let compared = 0;

  /** The object types behind `Input<…>`, lists and unions. */
  function objectsOf(type: ts.Type): ts.Type[] {
    if (type.isUnion()) return type.types.flatMap(objectsOf);
    if (checker.isArrayType(type)) {
      return checker.getTypeArguments(type as ts.TypeReference).flatMap(objectsOf);
    }
    return type.symbol?.name.startsWith("ModelServing") ? [type] : [];
  }

  function compare(types: readonly ts.Type[], schema: Schema, path: string): void {
    const shapes = shapesOf(schema);
    for (const property of types.flatMap((type) => type.getProperties())) {
      const ours = shapes.map((shape) => shape[property.name]).find((field) => field !== undefined);
      compared += 1;
      if (ours === undefined) missing.push(`${path}${property.name}`);
      else compare(objectsOf(checker.getTypeOfSymbol(property)), ours, `${path}${property.name}.`);
    }
  }

  const args = exported.find(({ name }) => name === "ModelServingArgs")!;
  compare([checker.getDeclaredTypeOfSymbol(args)], servingEndpoint.inputs, "");
  return { missing, compared };
}

function shapesOf(schema: Schema): z.ZodRawShape[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) return shapesOf(inner.element);
  if (inner instanceof z.ZodObject) return [inner.shape as z.ZodRawShape];
  return inner instanceof z.ZodDiscriminatedUnion ? objectOptions(inner).map(({ shape }) => shape) : [];
}

test("ServingEndpoint takes every argument of ModelServing of @pulumi/databricks, under its name there", () => {
  const { missing, compared } = missingArguments();
  expect(compared).toBeGreaterThan(100);
  // docs/migrating.md says what takes its place.
  expect(missing).toEqual(["providerConfig"]);
}, 60_000);
