import { answerCalls } from '../calls.ts'
import { Crowd } from './crowd.ts'
import { armSpec, errandSpec, errandsWanted, openSpec, pingSpec, receivedSpec } from './specs.ts'

const crowd = new Crowd()

answerCalls({
  open: (given) => crowd.open(openSpec.parse(given)),
  arm: (given) => crowd.arm(armSpec.parse(given).contains),
  received: (given) => crowd.received(receivedSpec.parse(given)),
  sendOnErrands: (given) => crowd.sendOnErrands(errandSpec.parse(given)),
  errands: (given) => crowd.errands(errandsWanted.parse(given)),
  ping: (given) => crowd.ping(pingSpec.parse(given)),
  close: () => crowd.close(),
})
