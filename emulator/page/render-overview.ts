import { html } from "hono/html";
import type { JournalEntry } from "../control/journal";
import type { Overview } from "./overview";
import type { ModelView, ServedView } from "./served-view";

type Html = ReturnType<typeof html>;

const time = (at: number): string => new Date(at).toISOString().slice(11, 19);

/** What can be asked, its traffic and limits, and the last queries: what the page asks for again and again. */
export const renderOverview = ({ views, queries }: Overview): Html => html`
  ${section("Endpoints", views, "endpoint")} ${section("Model services", views, "model service")}
  <section aria-labelledby="queries">
    <h2 id="queries">Last queries</h2>
    ${
      queries.length === 0
        ? html`<p>Nobody has asked anything yet.</p>`
        : html`<table>
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">Endpoint or service</th>
                <th scope="col">Way</th>
                <th scope="col">Outcome</th>
                <th scope="col">Caller</th>
              </tr>
            </thead>
            <tbody>
              ${queries.map(renderQuery)}
            </tbody>
          </table>`
    }
  </section>
`;

function section(title: string, views: ServedView[], kind: ServedView["kind"]): Html | string {
  const own = views.filter((view) => view.kind === kind);
  if (own.length === 0)
    return kind === "endpoint" && views.length === 0 ? html`<p>There is nothing here.</p>` : "";
  return html`<section>
    <h2>${title}</h2>
    ${own.map(renderView)}
  </section>`;
}

const renderView = (view: ServedView): Html => html`
  <article>
    <h3>
      ${view.name}
      <span class="state ${view.state === "READY" ? "good" : "busy"}">${view.state}</span>
    </h3>
    <p class="facts">
      configuration ${view.version}${view.fallback === "" ? "" : `, ${view.fallback}`}
      ${view.history.map(({ at, what }) => html`<span>${time(at)} ${what}</span>`)}
    </p>
    <table>
      <thead>
        <tr>
          <th scope="col">${view.kind === "endpoint" ? "Served model" : "Destination"}</th>
          <th scope="col">Model</th>
          <th scope="col">Traffic: declared and actual</th>
          <th scope="col">Requests</th>
        </tr>
      </thead>
      <tbody>
        ${view.models.map(renderModel)}
      </tbody>
    </table>
    ${
      view.limits.length === 0
        ? ""
        : html`<ul class="limits">
            ${view.limits.map(
              ({ of, period, calls, tokens }) =>
                html`<li>
                  ${of}: ${calls ? left(calls, "calls") : ""} ${tokens ? left(tokens, "tokens") : ""} left in
                  this ${period}
                </li>`,
            )}
          </ul>`
    }
  </article>
`;

const left = ({ used, allowed }: { used: number; allowed: number }, what: string): Html =>
  html`<strong>${Math.max(0, allowed - used)}</strong> of ${allowed} ${what}`;

const told = (declared: number | undefined): string =>
  declared === undefined ? "a fallback" : `declared ${declared} %`;

const renderModel = ({ name, model, declared, actual, requests, failed }: ModelView): Html => html`
  <tr>
    <th scope="row">${name}</th>
    <td>${model}</td>
    <td>
      <svg class="bars" role="img" viewBox="0 0 100 12" preserveAspectRatio="none">
        <title>${told(declared)}, actual ${actual === undefined ? "none yet" : `${actual} %`}</title>
        <rect class="track" width="100" height="12" />
        <rect class="declared" width="${declared ?? 0}" height="5" />
        <rect class="actual" y="7" width="${actual ?? 0}" height="5" />
      </svg>
      <span class="number"
        >${declared === undefined ? "fallback" : `${declared} %`} /
        ${actual === undefined ? "–" : `${actual} %`}</span
      >
    </td>
    <td class="number">${requests}${failed > 0 ? html`, <span class="bad">${failed} failed</span>` : ""}</td>
  </tr>
`;

const renderQuery = ({ at, identity, status, route }: JournalEntry): Html => {
  const { endpoint, tried, outcome } = route!;
  return html`<tr>
    <td class="number">${time(at)}</td>
    <td>${endpoint}</td>
    <td>
      ${tried.length === 0 ? "no model was asked" : tried.join(" → ")}${tried.length > 1 ? " (fallback)" : ""}
    </td>
    <td class="${outcome === "answered" ? "good" : "bad"}">${outcome} ${status ?? ""}</td>
    <td>${identity ?? ""}</td>
  </tr>`;
};
