import { identifier } from "./identifier";

/** Gives each name a variable of its own in one program: `chat-v2` and `chat_v2` come to the same. */
export function variableNames(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    const plain = identifier(name);
    let free = plain;
    for (let number = 2; taken.has(free); number++) free = `${plain}${number}`;
    taken.add(free);
    return free;
  };
}
