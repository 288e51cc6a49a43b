import { html } from "hono/html";

/** The page that people open: the overview, which keeps itself up to date, and a box to try a prompt. */
export const renderPage = (url: string) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Databricks emulator</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/_emulator/page/style.css" />
        <script type="module" src="/_emulator/page/script.js"></script>
      </head>
      <body>
        <header>
          <h1>Databricks emulator</h1>
          <p>An emulated workspace for serving endpoints and model services at <code>${url}</code></p>
        </header>
        <main>
          <form id="shown" role="search">
            <label>Find <input type="search" name="find" placeholder="part of a name" /></label>
            <button type="button" id="previous">Previous</button>
            <button type="button" id="next">Next</button>
            <span id="range"></span>
          </form>
          <div id="overview" aria-live="off"></div>
          <section aria-labelledby="try">
            <h2 id="try">Try a prompt</h2>
            <form id="form">
              <label
                >Endpoint or model service
                <select name="endpoint" required></select
              ></label>
              <label
                >Prompt <textarea name="prompt" rows="3" required>What is the weather in Paris?</textarea>
              </label>
              <fieldset>
                <legend>How</legend>
                <label><input type="checkbox" name="stream" checked /> stream</label>
                <label><input type="checkbox" name="tools" /> with a tool, get_weather</label>
              </fieldset>
              <p>
                <button type="submit">Ask</button>
                <button type="button" id="show-sent">What would be sent</button>
              </p>
            </form>
            <p id="served" role="status"></p>
            <pre id="answer" aria-live="polite" tabindex="0" aria-label="Answer"></pre>
          </section>
        </main>
      </body>
    </html>`;
