/** What the page does in the browser: a few lines, so that nothing has to be bundled or fetched from elsewhere. */
export const PAGE_SCRIPT = `
const byId = (id) => document.getElementById(id);
const form = byId("form");
const answer = byId("answer");
const search = byId("shown");
let shown = "";
let listed = "";
let page = 0;

async function refresh() {
  try {
    const find = encodeURIComponent(search.elements.find.value);
    const response = await fetch("/_emulator/page/overview?page=" + page + "&find=" + find);
    const { overview, names, shown: range } = await response.json();
    if (!response.ok) throw new Error();
    if (overview !== shown) byId("overview").innerHTML = shown = overview;
    byId("range").textContent = range.matching === 0 ? "none" : range.from + 1 + " to " + range.to + " of " + range.matching;
    byId("previous").disabled = range.from === 0;
    byId("next").disabled = range.to >= range.matching;
    if (names.join() !== listed) {
      listed = names.join();
      const select = form.elements.endpoint;
      const chosen = select.value;
      select.replaceChildren(...names.map((name) => new Option(name, name, false, name === chosen)));
    }
  } catch {
    byId("served").textContent = "The emulator does not answer, or does not answer this machine.";
  }
}

const post = (path) =>
  fetch("/_emulator/page/" + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      endpoint: form.elements.endpoint.value,
      prompt: form.elements.prompt.value,
      stream: form.elements.stream.checked,
      tools: form.elements.tools.checked,
    }),
  });

const turn = (by) => {
  page = Math.max(0, page + by);
  return refresh();
};
byId("previous").addEventListener("click", () => turn(-1));
byId("next").addEventListener("click", () => turn(1));
search.elements.find.addEventListener("input", () => turn(-page));
search.addEventListener("submit", (event) => event.preventDefault());

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  answer.textContent = "";
  const response = await post("try");
  const served = response.headers.get("served-model-name");
  byId("served").textContent = served ? "Answered by " + served + ":" : "Refused with " + response.status + ":";
  if (!(response.headers.get("content-type") ?? "").startsWith("text/event-stream")) {
    const body = await response.json();
    const message = body.choices?.[0]?.message;
    answer.textContent = message?.content ?? body.choices?.[0]?.text ?? JSON.stringify(message?.tool_calls ?? body, null, 2);
    return refresh();
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const events = (rest + value).split("\\n\\n");
    rest = events.pop();
    for (const one of events) {
      const data = one.replace(/^data: /, "");
      if (data === "[DONE]") continue;
      const choice = JSON.parse(data).choices[0];
      for (const { function: called } of choice?.delta?.tool_calls ?? [])
        answer.textContent += (called.name ? "calls " + called.name + " " : "") + called.arguments;
      answer.textContent += choice?.delta?.content ?? choice?.text ?? "";
    }
  }
  await refresh();
});

byId("show-sent").addEventListener("click", async () => {
  const response = await post("sent");
  byId("served").textContent = "What each model would be sent:";
  answer.textContent = JSON.stringify(await response.json(), null, 2);
});

// One after the other, so that a slow answer is not asked for twice.
for (;;) {
  await refresh();
  await new Promise((resolve) => setTimeout(resolve, 1000));
}
`;
