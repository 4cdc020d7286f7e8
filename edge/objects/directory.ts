import { DurableObject } from 'cloudflare:workers'
import type { Listing } from '../../core/operate/listing.ts'
import {
  operatorRecord,
  OPERATORS_MAX,
  type Actor,
  type NewOperator,
  type OperatorRecord,
} from '../../core/operate/operator.ts'
import type { RoomList } from '../../core/operate/room-answers.ts'
import type { Measured } from '../../core/operate/metrics.ts'
import type { AuditQuery, ListQuery } from '../../core/operate/requests.ts'
import type { GatewaySettings } from '../../core/shop/settings.ts'
import type { Bindings } from '../settings.ts'
import { DirectoryRooms } from './directory-rooms.ts'
import { KEPT_TABLE, Rows } from './rows.ts'
import { AuditLog } from './audit-log.ts'

export type Guards = {
  readonly version: number
  readonly guards: readonly { readonly room: string; readonly gateway: GatewaySettings }[]
}

type Asked = { readonly by: Actor; readonly requestId: string }

/**
 * Who may operate, which rooms there are, and which of them stand before a shop. No fan waits for
 * it: each room has its own description, and a room's isolates ask that room's desks.
 */
export class Directory extends DurableObject<Bindings> {
  readonly #rows = new Rows(this.ctx.storage)
  readonly #log = new AuditLog(this.#rows)
  readonly #rooms = new DirectoryRooms(this.#rows)

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env)
    this.#rows.run(KEPT_TABLE)
    this.#rows.run(
      'CREATE TABLE IF NOT EXISTS operator (id TEXT PRIMARY KEY, row TEXT NOT NULL) WITHOUT ROWID',
    )
    this.#log.make()
    this.#rooms.load()
  }

  /** A room's word on itself; an older one than is held changes nothing. */
  note(listing: Listing): void {
    this.#rooms.note(listing)
  }

  drop(room: string): void {
    this.#rooms.drop(room)
  }

  get isFull(): boolean {
    return this.#rooms.isFull
  }

  list(query: ListQuery): RoomList {
    return this.#rooms.list(query)
  }

  /** For Prometheus: the busiest rooms, and how many there are of all. */
  measured(): Measured {
    return this.#rooms.measured()
  }

  /** Undefined when they are those of this version. */
  guards(version: number | undefined): Guards | undefined {
    return version === this.#rooms.guardsVersion ? undefined : this.#rooms.guards()
  }

  operator(id: string): OperatorRecord | undefined {
    const [found] = this.#rows.all('SELECT row FROM operator WHERE id = ?', id)
    return found && operatorRecord.parse(JSON.parse(String(found['row'])))
  }

  operatorByEmail(email: string): OperatorRecord | undefined {
    return this.operators().find(
      (record) => record.email === email && record.revokedAtMs === undefined,
    )
  }

  operators(): OperatorRecord[] {
    return this.#rows
      .all('SELECT row FROM operator ORDER BY id')
      .map(({ row }) => operatorRecord.parse(JSON.parse(String(row))))
  }

  /** Undefined where there are too many. The same id again is the same operator. */
  addOperator(id: string, wanted: NewOperator, asked: Asked): OperatorRecord | undefined {
    const known = this.operator(id)
    if (known !== undefined) return known
    if (this.operators().length >= OPERATORS_MAX) return undefined
    const record = { id, ...wanted, createdAtMs: Date.now() }
    this.#keep(record)
    this.#note('add-operator', asked, undefined, record)
    return record
  }

  revokeOperator(id: string, asked: Asked): OperatorRecord | undefined {
    const known = this.operator(id)
    if (known === undefined || known.revokedAtMs !== undefined) return known
    const record = { ...known, revokedAtMs: Date.now() }
    this.#keep(record)
    this.#note('revoke-operator', asked, known, record)
    return record
  }

  /** As JSON: it is handed on unread. */
  audit(query: AuditQuery): string {
    return JSON.stringify(this.#log.page(query))
  }

  #keep(record: OperatorRecord): void {
    this.#rows.run(
      'INSERT OR REPLACE INTO operator (id, row) VALUES (?, ?)',
      record.id,
      JSON.stringify(record),
    )
  }

  #note(
    word: string,
    asked: Asked,
    before: OperatorRecord | undefined,
    after: OperatorRecord,
  ): void {
    const changes = [{ field: after.id, ...(before && { before }), after }]
    this.#log.add({ atMs: Date.now(), act: word, ...asked, changes }, undefined)
  }
}
