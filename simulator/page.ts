/** The result as one page that needs nothing else: no network, and no script to be whole. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { html, raw } from 'hono/html'
import { countText, decimalText, durationText } from './figures.ts'
import { drawing, type Markup } from './page/drawing.ts'
import { factsOf } from './page/facts.ts'
import { FRAME, type Plot } from './page/plot.ts'
import { marksOf, plotsOf } from './page/plots.ts'
import { sampleTable, tables, violationTable } from './page/tables.ts'
import type { Result } from './result.ts'
import { verdictOf } from './rules.ts'

const STYLES = ['page.css', 'drawing.css', 'tables.css']

export async function pageOf(result: Result): Promise<string> {
  const plots = plotsOf(result)
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${titleOf(result)} · a rehearsal by Admit One</title>
        <style>
          ${raw(STYLES.map(partOf).join('\n'))}
        </style>
      </head>
      <body>
        ${top(result)}
        <main>
          ${verdict(result)} ${facts(result)} ${happened(result)}
          <h2>How it went</h2>
          <div class="plots">${plots.map(figure)}</div>
          <h2>In numbers</h2>
          <div class="tables">${tables(result)}</div>
        </main>
        ${foot(result)}
        <script id="readings" type="application/json">
          ${raw(readingsOf(plots))}
        </script>
        <script type="module">
          ${raw(partOf('read-out.js'))}
        </script>
      </body>
    </html> `
  return page.toString()
}

function top(result: Result): Markup {
  const { about, fans, order, cap, ratePerSecond, seed } = result.scenario
  return html`<header>
    <p class="over">Admit One · a rehearsed sale</p>
    <h1>${titleOf(result)}</h1>
    <p class="about">${about}</p>
    <p class="asked">
      ${countText(fans)} fans by ${order} · cap ${countText(cap)} · ${decimalText(ratePerSecond)} a
      second · seed ${seed}
    </p>
  </header>`
}

function verdict(result: Result): Markup {
  const { kind, headline, unchecked } = verdictOf(result)
  const sign = { good: '✓', broken: '✕', unproved: '?' }[kind]
  const missing = unchecked.length === 0 ? '' : `Not checked here: ${unchecked.join(', ')}.`
  const cut = result.ended ? '' : 'The sale was cut off before its end.'
  return html`<section class="verdict ${kind}" aria-label="Verdict">
    <span class="sign" aria-hidden="true">${sign}</span>
    <div>
      <p class="headline">${headline}</p>
      <p>${[cut, missing].filter(Boolean).join(' ')}</p>
    </div>
    ${kind === 'broken' ? violationTable(result) : ''}
  </section>`
}

function facts(result: Result): Markup {
  return html`<dl class="facts">
    ${factsOf(result).map(
      ({ name, value, more }) =>
        html`<div>
          <dt>${name}</dt>
          <dd class="value">${value}</dd>
          <dd class="more">${more}</dd>
        </div>`,
    )}
  </dl>`
}

/** The key to the numbers on the plots. */
function happened(result: Result): Markup | '' {
  const marks = marksOf(result)
  if (marks.length === 0) return ''
  return html`<section class="happened">
    <h2>What happened</h2>
    <ol>
      ${marks.map(
        ({ x, number, text }) =>
          html`<li value="${number}">
            <span class="sign" aria-hidden="true">${number}</span>
            <span class="when">${durationText(x * 1_000)}</span> ${text}
          </li>`,
      )}
    </ol>
  </section>`
}

function figure(plot: Plot): Markup {
  return html`<figure>
    <figcaption>
      <h3>${plot.title}</h3>
      <p>${plot.reading}</p>
    </figcaption>
    ${drawing(plot)}
    <p class="read-out">${plot.xName}</p>
    <details>
      <summary>As a table<span class="unseen">: ${plot.title}</span></summary>
      ${sampleTable(plot)}
    </details>
  </figure>`
}

function foot({ seconds, steps, scenario }: Result): Markup {
  return html`<footer>
    <p>
      Rehearsed on the product's own code in ${durationText(seconds * 1_000)}, ${countText(steps)}
      steps. The same again:
      <code>npm run simulate -- ${scenario.name} --seed ${scenario.seed}</code>
      with the flags it was given. Prices are list prices: nothing that a plan includes is taken
      off.
    </p>
  </footer>`
}

/** opening-night is Opening night. */
function titleOf({ scenario: { name } }: Result): string {
  const words = name.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** For the read-out under a plot. `<` could end the script it stands in. */
function readingsOf(plots: readonly Plot[]): string {
  const readings = plots.map(({ id, xs, x, lines, writes }) => [
    id,
    {
      xs,
      from: x.from,
      to: x.to,
      names: lines.map(({ name }) => name),
      values: lines.map(({ values }) => values.map((value) => Math.round(value * 10) / 10)),
      writes,
    },
  ])
  const { left, right, width } = FRAME
  const all = { plots: Object.fromEntries(readings), left, right, width }
  return JSON.stringify(all).replaceAll('<', String.raw`\u003c`)
}

function partOf(file: string): string {
  return readFileSync(resolve(import.meta.dirname, 'page', file), 'utf8')
}
