import type { Task } from "../models/query";

/** What the form of the page says. */
export interface PageQuestion {
  /** Name of the endpoint, or full name of the model service. */
  endpoint: string;
  prompt: string;
  stream: boolean;
  tools: boolean;
}

const GET_WEATHER = {
  type: "function",
  function: {
    name: "get_weather",
    description: "The weather of a city",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};

/** The request that asks it, for an endpoint of this task. */
export function requestOf({ prompt, stream, tools }: PageQuestion, task: Task): Record<string, unknown> {
  switch (task) {
    case "chat":
      return {
        messages: [{ role: "user", content: prompt }],
        ...(stream && { stream }),
        ...(tools && { tools: [GET_WEATHER] }),
      };
    case "completions":
      return { prompt, ...(stream && { stream }) };
    case "embeddings":
      return { input: prompt };
    case "scoring":
      return { inputs: [prompt] };
  }
}
