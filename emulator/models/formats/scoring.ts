import { invalidParameter } from "../../http/api-error";
import { field, isObject, shown } from "../field-readers";
import { MissingInput } from "../query";
import type { ApiFormat } from "./api-format";
import { readSampling } from "./read-sampling";

type Body = Record<string, unknown>;

/**
 * Scoring of custom models, as MLflow's model server takes it: one prediction for each row.
 *
 * @see https://mlflow.org/docs/latest/deployment/deploy-model-locally/#json-input
 */
export const scoring: ApiFormat = {
  name: "scoring",
  task: "scoring",

  read(body) {
    const sampling = readSampling("scoring", body);
    if (sampling.stream) throw invalidParameter("stream is not supported for scoring requests.");
    const given = Object.keys(ROWS).filter((key) => body[key] !== undefined && body[key] !== null);
    const [form] = given;
    if (form === undefined) {
      throw new MissingInput(`Missing required scoring parameter: '${Object.keys(ROWS).join(", ")}'`);
    }
    if (given.length > 1)
      throw invalidParameter(
        `Only one of ${Object.keys(ROWS).join(", ")} may be given; found ${given.join(", ")}.`,
      );
    return { ...sampling, texts: ROWS[form]!(body).map((row) => JSON.stringify(row)) };
  },

  write: (_query, { predictions }) => ({ predictions }),
};

/** The rows of each form that input may have. */
const ROWS: Record<string, (body: Body) => unknown[]> = {
  dataframe_split(body) {
    const frame = field.object(body, "dataframe_split")!;
    const { columns, data } = frame;
    if (!Array.isArray(data) || !data.every((row) => Array.isArray(row)))
      throw invalidParameter(`dataframe_split.data must be an array of rows; found ${shown(data)}.`);
    if (columns === undefined || columns === null) return data;
    if (!Array.isArray(columns))
      throw invalidParameter(`dataframe_split.columns must be an array; found ${shown(columns)}.`);
    const unnamed = columns.find((column) => typeof column !== "string" && typeof column !== "number");
    if (unnamed !== undefined)
      throw invalidParameter(`dataframe_split.columns must be names; found ${shown(unnamed)}.`);
    const odd = data.findIndex((row: unknown[]) => row.length !== columns.length);
    if (odd >= 0) {
      throw invalidParameter(
        `dataframe_split.data[${odd}] must have ${columns.length} values, one for each column; found ${shown(data[odd])}.`,
      );
    }
    return data.map((row: unknown[]) => Object.fromEntries(columns.map((column, at) => [column, row[at]])));
  },

  dataframe_records(body) {
    const records = field.array(body, "dataframe_records")!;
    const odd = records.find((record) => !isObject(record));
    if (odd !== undefined)
      throw invalidParameter(`dataframe_records must be an array of objects; found ${shown(odd)}.`);
    return records;
  },

  instances: (body) => field.array(body, "instances")!,

  /** A tensor, whose first axis counts rows, or named ones of the same length. */
  inputs({ inputs }) {
    if (Array.isArray(inputs)) return inputs;
    if (!isObject(inputs)) return [inputs];
    const tensors = Object.entries(inputs);
    const rows = tensors.map(([, tensor]) => (Array.isArray(tensor) ? tensor.length : 1));
    if (new Set(rows).size > 1)
      throw invalidParameter(`inputs must have as many rows in each tensor; found ${rows.join(", ")}.`);
    return Array.from({ length: rows[0] ?? 0 }, (_, row) =>
      Object.fromEntries(
        tensors.map(([name, tensor]) => [name, Array.isArray(tensor) ? tensor[row] : tensor]),
      ),
    );
  },
};
