import { runInNewContext } from "node:vm";
import ts from "typescript";
import { fullNameOf } from "../../provider/resources/unity-catalog/names";
import type { Fields } from "../../provider/schema/plain-object";
import { ucSecretRef } from "../../sdk/uc-secret-ref";
import { runHere, type Outcome } from "./run-here";

/** A service that a program makes. */
export interface MadeService {
  readonly type: "ModelProviderService" | "ModelService";
  readonly args: Fields;
}

/** Runs `databricks-serving migrate` in this process, signed in to an emulated workspace. */
export const migrated = (
  { url, token }: { url: string; token: string },
  ...args: string[]
): Promise<Outcome> =>
  runHere(["migrate", ...args], { environment: { DATABRICKS_HOST: url, DATABRICKS_TOKEN: token } });

/** Runs a program of services; answers what it makes, in order, with resources by their names. */
export function madeServices(text: string, config: Readonly<Record<string, string>> = {}): MadeService[] {
  const made: MadeService[] = [];
  class Service {
    readonly name: string;
    constructor(type: MadeService["type"], args: Fields) {
      const leaf = args["modelProviderServiceId"] ?? args["modelServiceId"];
      this.name = `${fullNameOf(String(args["parent"]))}.${String(leaf)}`;
      made.push({ type, args });
    }
    toJSON(): string {
      return this.name;
    }
  }
  const classOf = (type: MadeService["type"]) =>
    function make(_: string, args: Fields): Service {
      return new Service(type, args);
    };
  const get = (key: string): string => {
    const value = config[key];
    if (value === undefined) throw new Error(`the program asks for ${key}, which is not configured`);
    return value;
  };
  class Config {
    requireSecret = get;
    require = get;
  }
  const modules: Record<string, object> = {
    "@pulumi/pulumi": { Config },
    "pulumi-databricks-serving": {
      ModelProviderService: classOf("ModelProviderService"),
      ModelService: classOf("ModelService"),
      ucSecretRef,
    },
  };
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
  });
  runInNewContext(outputText, { require: (name: string) => modules[name], exports: {} });
  // Out of the other context, whose objects have other prototypes.
  return JSON.parse(JSON.stringify(made)) as MadeService[];
}
