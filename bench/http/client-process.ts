import { answerCalls } from '../calls.ts'
import { measure } from './measure.ts'
import { runSpec } from './run-spec.ts'

answerCalls({ measure: (given) => measure(runSpec.parse(given)) })
