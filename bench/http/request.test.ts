import { expect, test } from 'vitest'
import { encodeRequest } from './request.ts'

test('a request is written with its host and the length of its body in bytes', () => {
  const request = { method: 'POST', path: '/join', headers: { cookie: 'a=1' }, body: '좌석' }

  expect(encodeRequest(request, '127.0.0.1:80').toString()).toBe(
    'POST /join HTTP/1.1\r\nhost: 127.0.0.1:80\r\ncookie: a=1\r\ncontent-length: 6\r\n\r\n좌석',
  )
})

test('a request without a body has no length', () => {
  const text = encodeRequest({ method: 'GET', path: '/' }, 'h').toString()

  expect(text).toBe('GET / HTTP/1.1\r\nhost: h\r\n\r\n')
})

test.each([
  [{ method: 'get', path: '/' }, 'upper-case'],
  [{ method: 'GET', path: 'join' }, 'begins with /'],
  [{ method: 'GET', path: '/ HTTP/1.1\r\nx: y' }, 'no spaces'],
  [{ method: 'GET', path: '/', headers: { 'a b': 'c' } }, 'name without spaces'],
  [{ method: 'GET', path: '/', headers: { a: 'c\r\nd: e' } }, 'one line'],
])('%j cannot be sent: it would be another request than it says', (request, reason) => {
  expect(() => encodeRequest(request, 'h')).toThrow(reason)
})
