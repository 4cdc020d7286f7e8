import { env, exports } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { version } from '../../package.json'
import { createApp } from '../app.ts'
import { languages } from './language.ts'
import { messages } from './messages.ts'

function landing(query = '', headers: Record<string, string> = {}): Promise<Response> {
  return exports.default.fetch(new Request(`https://room.example/${query}`, { headers }))
}

describe("the landing page's language", () => {
  test.for([
    ['', undefined, 'ko'],
    ['', 'en-GB,en;q=0.8', 'en'],
    ['', 'fr-FR,ja;q=0.7,en;q=0.3', 'ja'],
    ['', 'zh-TW', 'zh'],
    ['', 'fr', 'ko'],
    ['', 'ja;q=0, en;q=0.1', 'en'],
    ['', ';;;q=x,,', 'ko'],
    ['?lang=en', 'ja', 'en'],
    ['?lang=EN', 'ja', 'en'],
    ['?lang=xx', 'ja', 'ja'],
    ['?lang=%3Cscript%3E', undefined, 'ko'],
  ] as const)('"%s" with Accept-Language "%s" is %s', async ([query, accepted, language]) => {
    const headers = accepted === undefined ? {} : { 'Accept-Language': accepted }

    const response = await landing(query, headers)

    expect(await response.text()).toContain(messages['landing.but'][language])
  })

  test.for(languages)('%s is named in the page and in its headers', async (language) => {
    const tag = language === 'zh' ? 'zh-Hans' : language

    const response = await landing(`?lang=${language}`)

    expect(response.headers.get('Content-Language')).toBe(tag)
    expect(response.headers.get('Vary')).toBe('Accept-Language')
    expect(await response.text()).toContain(`<html lang="${tag}">`)
  })

  test('links to itself in every language, for people and for search engines', async () => {
    const page = await (await landing()).text()

    for (const [language, tag] of [
      ['ko', 'ko'],
      ['en', 'en'],
      ['ja', 'ja'],
      ['zh', 'zh-Hans'],
    ]) {
      expect(page).toContain(`href="?lang=${language}" hreflang="${tag}" lang="${tag}"`)
      expect(page).toContain(`hreflang="${tag}" href="https://room.example/?lang=${language}"`)
    }
  })
})

describe('what the landing page claims', () => {
  test('its version is the one in package.json', async () => {
    expect(await (await landing()).text()).toContain(`<a href="/version">${version}</a>`)
  })

  test.for(languages)('in %s it says what can be done here today', async (language) => {
    const page = await (await landing(`?lang=${language}`)).text()

    expect(page).toContain(messages['landing.today'][language])
  })
})

describe("the landing page's files", () => {
  const styles = /href="(\/[a-z/-]+\.(?:css|svg)[^"]*)"/g

  test('carry the build, so that a new one is fetched anew', async () => {
    const page = await (await landing()).text()

    const files = [...page.matchAll(styles)].map(([, href]) => href)
    expect(files).toHaveLength(6)
    for (const href of files) expect(href).toMatch(/\?v=[\w-]+$/)
  })

  test('carry nothing where no build is known', async () => {
    const page = await (await createApp().request('/', {}, { ROOM: env.ROOM })).text()

    const files = [...page.matchAll(styles)].map(([, href]) => href)
    expect(files).toEqual([
      '/rooms/-/tokens.css',
      '/rooms/-/page.css',
      '/rooms/-/ticket.css',
      '/rooms/-/landing.css',
      '/rooms/-/way-drawings.css',
      '/rooms/-/icon.svg',
    ])
  })

  test('are all the page needs: it has no script and no style of its own', async () => {
    const page = await (await landing()).text()

    expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=/)
  })
})
