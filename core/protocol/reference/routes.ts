/** Every route of a room, by what one does there. */
import { deviceRoutes, turnRoutes, waitingRoutes } from './fan-routes.ts'
import { pageRoutes } from './page-routes.ts'
import type { Route } from './route.ts'
import { shopRoutes } from './shop-routes.ts'

type RouteGroup = { readonly id: string; readonly title: string; readonly routes: readonly Route[] }

export const routeGroups: readonly RouteGroup[] = [
  { id: 'come-and-wait', title: 'Come and wait', routes: waitingRoutes },
  { id: 'turn-and-session', title: 'Take the turn, be in the shop', routes: turnRoutes },
  { id: 'move-the-place', title: 'Move the place', routes: deviceRoutes },
  { id: 'without-script', title: 'Go without script', routes: pageRoutes },
  { id: 'shop', title: 'Into the shop', routes: shopRoutes },
]

export const routes: readonly Route[] = routeGroups.flatMap((group) => group.routes)

export const ROOMS = '/rooms/{room}'
