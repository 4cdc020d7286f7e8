/**
 * Why a field is refused, in English, by a code that stays: what may be in its braces is part of the
 * code. The console has the same table in its languages, and a test holds the two together.
 */

const FAINT = '{text} {colour} on {ground} {under} has a contrast of {contrast}, and needs {needed}'
const BETTER = '({better} is better)'
const SHADE = '{shade} would pass'
const NO_SHADE =
  'no shade of it can be read on both paper and desk, so choose those closer to each other'

export const reasonSentences = {
  // Of any field: what its kind, its length or its bounds are.
  missing: 'it is missing',
  'not-a-number': 'a number',
  'not-a-whole-number': 'a whole number',
  'not-a-text': 'a text',
  'not-true-or-false': 'true or false',
  'not-a-list': 'a list',
  'not-fields': 'fields with names',
  'not-one-of': 'one of {options}',
  'unknown-field': 'there is no field {name} here',
  'too-small': '{min} at least',
  'too-large': '{max} at most',
  'whole-at-least': 'a whole number, {min} at least',
  'whole-between': 'a whole number from {min} to {max}',
  'too-few-characters': '{min} characters at least',
  'too-many-characters': '{max} characters at most',
  'too-few-entries': '{min} entries at least',
  'too-many-entries': '{max} entries at most',
  'not-so-written': 'it is not written as it has to be',
  'not-expected': 'it is not what is expected here',
  'not-json': 'it is not JSON',
  'several-lines': 'one line, without control characters',
  'not-an-email': 'an address such as kim@seller.example',

  // What a room is.
  'not-a-room': 'it is not a room',
  'not-a-room-id': 'it is no id of a room',
  'no-id': 'a room has an id',
  'not-an-id': 'small letters, digits and hyphens, {max} at most',
  'no-title': 'a title in one language at least',
  'title-by-language': 'what the sale is called, by language, as {"ko": "…", "en": "…"}',
  'not-a-language': 'a language is two small letters, such as en',
  'origin-with-a-path': 'an origin, without a path',
  'stays-as-created': 'it stays as the room was created with',
  'owners-alone': 'only an owner changes it: ask one',

  // How many, how fast, when.
  'rate-bounds': 'a number a second, from one in ten minutes (0.00167) to {max}',
  'rate-follows-the-shop': 'the rate follows the shop between {floor} and {ceiling} a second',
  'lanes-of-one-id': 'two lanes have one id',
  'shares-above-all': 'the shares are more than 100 %',
  'lane-has-fans': 'a lane with fans in it cannot be removed',
  'fixed-by-the-first': 'it is fixed once the first fan has joined',
  'terms-are-fixed': 'fans were told of them: they are fixed once the first has joined',
  'not-an-instant':
    'milliseconds, or a date and time with its zone, such as 2026-01-31T20:00:00+09:00',
  'lobby-after-opening': 'the lobby opens before the sale',
  'closes-before-opening': 'the sale closes after it opens',
  'instant-has-passed': 'this instant has passed: now, or one that is still to come',
  'has-happened': 'this has happened already, and cannot be moved',
  'draw-without-lobby': 'a draw is among those who came to a lobby',
  'draw-not-served': 'a room by draw cannot be served yet: choose arrival',
  'draw-is-announced': 'the draw was announced with it, and it is fixed',

  // How it looks.
  'no-colour': 'a colour is needed, such as #1d1a16',
  'not-a-colour': 'a colour such as #1d1a16',
  'no-text-in-language': 'some text, or leave the language out',
  'no-text-at-all': 'a text in one language at least',
  'not-a-picture-address':
    'a path on this host such as /rooms/-/poster.webp, or an address such as https://images.example/poster.webp, without user, spaces and quotes',
  'picture-says-what':
    'either what the picture shows, by language, or "decorative": true beside src',
  'too-faint': `${FAINT}: ${SHADE}`,
  'too-faint-in-any-shade': `${FAINT}: ${NO_SHADE}`,
  'ink-too-faint': `${FAINT} ${BETTER}: ${SHADE}`,
  'ink-too-faint-in-any-shade': `${FAINT} ${BETTER}: ${NO_SHADE}`,

  // Where its shop is, and how its rate follows it.
  'not-an-origin': 'an origin as "https://shop.example", without a path',
  'not-a-return-address': 'an address as "https://shop.example/tickets", without query or password',
  'not-a-host': 'a host in small letters, as "shop.example"',
  'not-of-version-1': 'settings of version 1',
  'no-way-to-the-shop': 'no way to the shop: list where fans may return to, or set up the gateway',
  'paths-of-its-own': 'without a host of its own a shop needs paths of its own, as "/shop/*"',
  'not-a-path': 'a path as "/tickets", "/tickets/*" or "*.css"',
  'path-with-dots': 'a path without empty parts and dots',
  'star-within-a-part': 'a star stands for whole parts: "/tickets/*"',
  'floor-above-ceiling': 'the floor is above the ceiling',
  'severe-cut-is-less': 'a severe cut leaves no more than a cut',
  'decisions-too-seldom': 'decisions come at least once in a reaction time',
  'reports-too-short-lived': 'a report lives until the next decision at least',

  // What is asked of a sale.
  'no-message': 'a message says something',
  'sale-is-closed': 'the sale is closed, and a closed sale stays closed',
  'sale-is-not-open': 'fans are let in only while the sale is open',
  'follows-no-shop': 'this room’s rate follows no shop: set `pressure` first',
  'fans-are-in-it': 'fans are in it: close the sale first',
  'fans-are-in-the-shop':
    '{n} are in the shop still: revoke them all, or wait until they have left',
  'no-such-session': 'There is no such session in this room: check its id.',
  'not-a-session-id':
    'it is no session’s id: the jti of its token, or what the shop has written down',
  'room-exists': 'There is a room {id}, or was one: choose another id.',
  'rooms-are-full': 'There are as many rooms as there may be: remove some.',
  'operators-are-full': 'There are as many operators as there may be: take the right of one.',
} as const
