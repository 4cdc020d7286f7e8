import { expect, test } from 'vitest'
import { roomEntry } from '../../core/queue/room/entry.ts'
import { testEntry } from '../test-rooms.ts'
import { factsOf } from './room-facts.ts'

const small = testEntry('small')
const dressed = testEntry('dressed')

test('a page is handed what it shows of a room, and nothing else', () => {
  const whole = { ...small, desks: 7, origins: ['https://shop.example'], whenBlind: 'open' }

  expect(factsOf(roomEntry.parse(whole))).toEqual({
    id: 'small-0',
    title: { ko: '시험', en: 'Test' },
    lanes: 1,
    order: 'arrival',
    mode: 'queue',
    hasShop: false,
    reload: 'keep',
  })
})

test('a sentence and a picture of the seller are facts; colours are in the stylesheet', () => {
  const { note, picture, ...others } = factsOf(roomEntry.parse(dressed))

  expect(note).toEqual({ en: 'Doors open at seven' })
  expect(picture).toEqual({
    src: 'https://images.example:8443/night.webp?w=640',
    alt: { ko: '눈 오는 밤', en: 'A night of snow' },
  })
  expect(Object.keys(others)).toEqual([
    'id',
    'title',
    'lanes',
    'order',
    'mode',
    'reload',
    'hasShop',
  ])
})

test('a picture that decorates has an alt text in no language', () => {
  const picture = { src: '/snow.webp', decorative: true }
  const entry = roomEntry.parse({ ...small, look: { picture } })

  expect(factsOf(entry).picture).toEqual({ src: '/snow.webp', alt: {} })
})

test('lanes are counted, not named, and a reload that costs the place is said', () => {
  const lanes = [
    { id: 'club', sharePercent: 40 },
    { id: 'general', sharePercent: 60 },
  ]
  const settings = { ...small?.settings, lanes, mode: 'pass' }
  const entry = roomEntry.parse({ ...small, reload: 'requeue', settings })

  expect(factsOf(entry)).toMatchObject({ lanes: 2, mode: 'pass', reload: 'requeue' })
})
