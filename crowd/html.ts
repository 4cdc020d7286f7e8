/**
 * As much of HTML as a page of this server needs to be read by: its tags, their attributes, and
 * its forms. A browser reads far more; what is not well-formed here is found by other tests.
 */

type Tag = {
  readonly name: string
  readonly isEnd: boolean
  readonly attributes: ReadonlyMap<string, string>
}

export type Form = {
  /** As it is written: relative to the page's address. */
  readonly action: string
  readonly fields: ReadonlyMap<string, string>
  /** What a press sends besides: name and value of each button. */
  readonly buttons: readonly (readonly [name: string, value: string])[]
}

const TAG = /<(\/?)([a-z][a-z0-9-]*)((?:\s+[^\s=>"'/]+(?:="[^"]*")?)*)\s*\/?>/gi
const ATTRIBUTE = /([^\s=>"'/]+)(?:="([^"]*)")?/g

export function* tagsIn(html: string): Generator<Tag> {
  for (const [, slash, name = '', attributes = ''] of html.matchAll(TAG)) {
    yield { name: name.toLowerCase(), isEnd: slash === '/', attributes: attributesIn(attributes) }
  }
}

export function formsAmong(tags: readonly Tag[]): Form[] {
  const forms: Form[] = []
  let fields = new Map<string, string>()
  let buttons: (readonly [string, string])[] = []
  for (const { name, isEnd, attributes } of tags) {
    if (name === 'form' && !isEnd) {
      fields = new Map()
      buttons = []
      forms.push({ action: attributes.get('action') ?? '', fields, buttons })
    }
    if (isEnd) continue
    const [field, value] = [attributes.get('name'), attributes.get('value') ?? '']
    if (field === undefined) continue
    if (name === 'input') fields.set(field, value)
    // One that is no part of sending is for a script.
    if (name === 'button' && attributes.get('type') !== 'button') buttons.push([field, value])
  }
  return forms
}

function attributesIn(text: string): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name = '', value = ''] of text.matchAll(ATTRIBUTE)) {
    attributes.set(name.toLowerCase(), unescaped(value))
  }
  return attributes
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#39;', "'"],
])

function unescaped(value: string): string {
  return value.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES.get(entity) ?? entity)
}
