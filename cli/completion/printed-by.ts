/** What a library prints by itself, as a text: an answer goes where the terminal says, and in the form that was asked for. */
export function printedBy(work: () => void): string {
  const { log } = console;
  let text = "";
  console.log = (line: string) => (text += `${line}\n`);
  try {
    work();
  } finally {
    console.log = log;
  }
  return text;
}
