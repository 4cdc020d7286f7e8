import { expect, test } from 'vitest'
import { formsAmong, tagsIn } from './html.ts'

function attributesOf(html: string): Record<string, string>[] {
  return [...tagsIn(html)].map(({ attributes }) => Object.fromEntries(attributes))
}

test('attributes are read as they were before they were escaped', () => {
  const html =
    '<div id="room" data-start="{&quot;a&quot;:&quot;&lt;b&gt; &amp;amp; &#39;&quot;}" hidden>'

  expect(attributesOf(html)).toEqual([
    { id: 'room', 'data-start': `{"a":"<b> &amp; '"}`, hidden: '' },
  ])
})

test('tags over several lines, and those that end themselves, are tags', () => {
  const names = [...tagsIn('<p\n class="a"\n>x < y<br/></p><meta charset="utf-8" />')]

  expect(names.map(({ name, isEnd }) => [name, isEnd])).toEqual([
    ['p', false],
    ['br', false],
    ['p', true],
    ['meta', false],
  ])
})

test('a form has what it sends, and what each of its buttons adds', () => {
  const html = `
    <button name="act" value="sound" type="button">♪</button>
    <form method="post" action="/rooms/demo?lang=en"><input type="hidden" name="code" value="7" />
      <button name="act" value="redeem">Go</button></form>
    <form method="post" action="/rooms/demo?lang=en"><button name="act" value="leave">Leave</button>
      <button type="button" name="act" value="shine">Shine</button></form>`

  const forms = formsAmong([...tagsIn(html)])

  expect(forms.map(({ action, fields, buttons }) => [action, [...fields], buttons])).toEqual([
    ['/rooms/demo?lang=en', [['code', '7']], [['act', 'redeem']]],
    ['/rooms/demo?lang=en', [], [['act', 'leave']]],
  ])
})
