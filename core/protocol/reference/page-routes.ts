/** Routes of the page without script. */
import type { Route } from './route.ts'

export const pageRoutes: readonly Route[] = [
  {
    id: 'page',
    method: 'get',
    path: '',
    title: 'The room’s page',
    what: 'For people: it refreshes itself where there is no script. The place is the cookie’s.',
    asker: 'anybody-or-holder',
    query: {
      lang: 'ko, en, ja or zh; else the browser’s wish.',
      refresh: '`off` stops the page from refreshing itself.',
      code: 'A code of another device, to be redeemed here.',
    },
    answers: [{ status: 200, what: 'The page.', media: 'text/html' }],
    codes: [],
  },
  {
    id: 'pageAct',
    method: 'post',
    path: '',
    title: 'A form of the room’s page',
    what: 'What a button of the page does; what is refused is shown as a page.',
    asker: 'anybody-or-holder',
    form: { act: 'join, claim, here, leave, release, move, transfer or redeem.' },
    query: { lang: 'ko, en, ja or zh; else the browser’s wish.' },
    answers: [
      { status: 303, what: 'Done: the page that follows shows what came of it.' },
      { status: 200, what: 'A page that says what came of it.', media: 'text/html' },
    ],
    codes: ['invalid-request', 'body-too-large'],
  },
  {
    id: 'look',
    method: 'get',
    path: '/look.css',
    title: 'The room’s own colours',
    what: 'A stylesheet of the room’s page. Its address changes with what is in it.',
    asker: 'anybody',
    query: { v: 'Which one: the page names it.' },
    answers: [{ status: 200, what: 'The stylesheet.', media: 'text/css' }],
    codes: [],
  },
]
