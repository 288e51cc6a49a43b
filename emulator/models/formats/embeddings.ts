import { invalidParameter } from "../../http/api-error";
import { field, shown } from "../field-readers";
import { MissingInput } from "../query";
import type { ApiFormat } from "./api-format";
import { readSampling, readTexts, withExtraParams } from "./read-sampling";

/**
 * OpenAI's embeddings, the format of the task `llm/v1/embeddings`.
 *
 * @see https://platform.openai.com/docs/api-reference/embeddings
 */
export const embeddings: ApiFormat = {
  name: "embeddings",
  task: "embeddings",

  read(given) {
    const body = withExtraParams(given);
    const sampling = readSampling("embeddings", body);
    if (sampling.stream) throw invalidParameter("stream is not supported for embeddings requests.");
    if (body.input === undefined || body.input === null)
      throw new MissingInput("Missing required embeddings parameter: 'input'");
    const encoding = field.string(body, "encoding_format") ?? "float";
    if (encoding !== "float" && encoding !== "base64")
      throw invalidParameter(`encoding_format must be float or base64; found ${shown(encoding)}.`);
    return {
      ...sampling,
      ...readTexts(body.input, "input"),
      dimensions: field.integer(body, "dimensions", 1, 8192),
      // OpenAI's own clients ask for base64 unless told otherwise.
      base64: encoding === "base64",
    };
  },

  write(query, { vectors, usage }, { model }) {
    return {
      object: "list",
      data: vectors.map((vector, index) => ({
        object: "embedding",
        index,
        embedding: query.base64 ? toBase64(vector) : vector,
      })),
      model: model.name,
      usage: { prompt_tokens: usage.prompt_tokens, total_tokens: usage.prompt_tokens },
    };
  },
};

const toBase64 = (vector: number[]): string =>
  Buffer.from(new Float32Array(vector).buffer).toString("base64");
