/** Every message of the protocol, in the order in which a client meets them. */
import { askMessages, deviceMessages, turnMessages } from './fan-messages.ts'
import type { Message } from './message.ts'
import { problemMessages } from './problem-messages.ts'
import { joinMessages, roomMessages } from './room-messages.ts'
import { shopMessages } from './shop-messages.ts'
import { socketMessages } from './socket-messages.ts'

export const messageGroups = [
  { id: 'joining', title: 'Joining', messages: joinMessages },
  { id: 'asking', title: 'Asking', messages: askMessages },
  { id: 'turns', title: 'Turns and sessions', messages: turnMessages },
  { id: 'devices', title: 'Another page, another device', messages: deviceMessages },
  { id: 'sockets', title: 'Over the socket', messages: socketMessages },
  { id: 'the-room', title: 'The room', messages: roomMessages },
  { id: 'shops', title: 'Shops', messages: shopMessages },
  { id: 'problems', title: 'Refusals', messages: problemMessages },
] as const

const byId = {
  ...joinMessages,
  ...askMessages,
  ...turnMessages,
  ...deviceMessages,
  ...socketMessages,
  ...roomMessages,
  ...shopMessages,
  ...problemMessages,
}

export type MessageId = keyof typeof byId
export const messages: Readonly<Record<MessageId, Message>> = byId
