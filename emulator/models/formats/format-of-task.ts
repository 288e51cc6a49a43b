import type { Task } from "../query";
import type { ApiFormat } from "./api-format";
import { chatCompletions } from "./chat-completions";
import { embeddings } from "./embeddings";
import { scoring } from "./scoring";
import { textCompletions } from "./text-completions";

/** The format in which each task is asked for unless a path says otherwise. */
export const formatOfTask: Readonly<Record<Task, ApiFormat>> = {
  chat: chatCompletions,
  completions: textCompletions,
  embeddings,
  scoring,
};
