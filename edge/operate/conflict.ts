import type { Conflict as Answer } from '../../core/operate/room-answers.ts'

/** Somebody was before: what they changed goes along, so that it can be read and the change made again. */
export class Conflict extends Error {
  readonly answer: Answer

  constructor(version: number, since: Answer['since']) {
    super('somebody was before')
    const message = `This room was changed meanwhile and is of version ${version}: read what changed, and say it again with that version.`
    this.answer = { code: 'version-conflict', message, version, since }
  }
}
