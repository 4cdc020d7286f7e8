import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

test('without any setting everything has its default', () => {
  expect(readSettings('/clone', {})).toEqual({
    ports: { PORT: 8787, INSPECTOR_PORT: 9229, ORIGIN_PORT: 8792 },
    shopPorts: { SHOP_PORT: 8790, GUARDED_SHOP_PORT: 8791 },
    dataDir: '/clone/.data',
    roomsFile: '/clone/rooms.json',
    crowdFans: 200,
  })
})

test('what is set is taken, and what is set to nothing is not set', () => {
  const settings = readSettings('/clone', {
    PORT: '9000',
    INSPECTOR_PORT: '',
    DATA_DIR: '/data',
    ROOMS_FILE: 'sales/tonight.json',
    CROWD: '0',
  })

  expect(settings).toEqual({
    ports: { PORT: 9000, INSPECTOR_PORT: 9229, ORIGIN_PORT: 8792 },
    shopPorts: { SHOP_PORT: 8790, GUARDED_SHOP_PORT: 8791 },
    dataDir: '/data',
    roomsFile: '/clone/sales/tonight.json',
    crowdFans: 0,
  })
})

test.for(['abc', '0', '65536', '80.5', '1e3', '-1', ' 80'])(
  'PORT=%j is refused in a sentence with an example',
  (PORT) => {
    expect(() => readSettings('/clone', { PORT })).toThrow(
      `PORT=${PORT} is not a port: give a whole number from 1 to 65535, for example PORT=8788 npm start.`,
    )
  },
)

test('the sentence names the variable that is wrong', () => {
  expect(() => readSettings('/clone', { INSPECTOR_PORT: 'x' })).toThrow('INSPECTOR_PORT=x is not')
})

test('two variables cannot name one port', () => {
  expect(() => readSettings('/clone', { PORT: '9229' })).toThrow('are both 9229')
  expect(() => readSettings('/clone', { SHOP_PORT: '8787' })).toThrow('PORT and SHOP_PORT are both')
})

test.for(['many', '-1', '2001', '1.5'])('CROWD=%j is refused as what it is', (CROWD) => {
  expect(() => readSettings('/clone', { CROWD })).toThrow(
    `CROWD=${CROWD} is not a number of fans: give a whole number from 0 to 2000, for example CROWD=100 npm start.`,
  )
})
