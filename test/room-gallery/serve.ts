/** Serves the gallery to a browser, with our own stylesheets, from this machine alone. */
import { readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import { extname, resolve } from 'node:path'
import { ASSETS_PATH } from '../../edge/web/assets-path.ts'
import type { Gallery } from './gallery.ts'
import { samplePicture } from './sample-picture.ts'

const assets = resolve(import.meta.dirname, `../../edge/web/assets${ASSETS_PATH}`)
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}
/** As the Worker's own: what the pages must do without is missing here too. */
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'"

export type GalleryServer = {
  url: string
  /** Where a picture hangs. */
  addressOf: (name: string, language: string) => string
  stop: () => Promise<void>
}

export async function serveGallery(gallery: Gallery): Promise<GalleryServer> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://gallery')
    answer(gallery, pathname, searchParams.get('lang') ?? 'ko', response).catch(
      (error: unknown) => {
        response.writeHead(500).end(String(error))
      },
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The gallery has no port')
  const url = `http://127.0.0.1:${address.port}`
  return {
    url,
    addressOf: (name, language) => `${url}/pages/${name}?lang=${language}`,
    stop: () => new Promise((done) => void server.close(() => done())),
  }
}

async function answer(
  gallery: Gallery,
  pathname: string,
  language: string,
  response: ServerResponse,
): Promise<void> {
  const page = pathname.startsWith('/pages/')
    ? await gallery.drawn(pathname.slice('/pages/'.length), language)
    : undefined
  if (page !== undefined) return send(response, 'text/html; charset=utf-8', page)
  const path = pathname.startsWith(ASSETS_PATH) ? pathname.slice(ASSETS_PATH.length) : ''
  if (path === 'sample-picture.svg') return send(response, 'image/svg+xml', samplePicture)
  const type = types[extname(path)]
  if (type === undefined || !/^(?:styles\/)?[a-z-]+\.\w+$/.test(path)) return missing(response)
  const file = await readFile(resolve(assets, path)).catch(() => undefined)
  return file === undefined ? missing(response) : send(response, type, file)
}

function send(response: ServerResponse, type: string, body: string | Buffer): void {
  response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(body)
}

function missing(response: ServerResponse): void {
  response.writeHead(404).end()
}
