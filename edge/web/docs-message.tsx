import { fieldsOf, typeOf } from '../../core/protocol/reference/fields.ts'
import type { Message } from '../../core/protocol/reference/message.ts'
import { messages, type MessageId } from '../../core/protocol/reference/messages.ts'
import { jsonSchemas } from '../../core/protocol/reference/schemas.ts'
import { Marked, MessageLink } from './docs-frame.tsx'

/** Made when the page is first asked for, once an isolate. */
let schemas: ReturnType<typeof jsonSchemas> | undefined

/** A message, field by field, with an example where there is one. */
export function DocsMessage({ id, message }: { id: string; message: Message }) {
  schemas ??= jsonSchemas()
  const schema = schemas[id] ?? {}
  const fields = fieldsOf(schema)
  return (
    <article id={id}>
      <h3>
        <code>{id}</code>
      </h3>
      <p>
        <Marked text={message.what} />
      </p>
      {fields.length > 0 ? null : (
        <p class="type">
          <Type text={typeOf(schema)} />
        </p>
      )}
      {fields.length === 0 ? null : (
        <dl class="fields">
          {fields.map(({ path, type, isOptional }) => (
            <>
              <dt>
                <code>{path}</code>{' '}
                <span class="type">
                  <Type text={type} />
                  {isOptional ? ', if any' : ''}
                </span>
              </dt>
              <dd>
                <Marked text={message.fields[path] ?? 'This word.'} />
              </dd>
            </>
          ))}
        </dl>
      )}
      {message.example === undefined ? null : (
        <pre>
          <code>{JSON.stringify(message.example, null, 2)}</code>
        </pre>
      )}
    </article>
  )
}

/** What may stand there; other messages are links. */
function Type({ text }: { text: string }) {
  if (!/^(one of |list of )?[a-z][A-Za-z]+/.test(text) || text.includes('/')) return <>{text}</>
  return (
    <>
      {text
        .split(/([A-Za-z]+)/)
        .map((word) => (isMessage(word) ? <MessageLink id={word} /> : word))}
    </>
  )
}

function isMessage(word: string): word is MessageId {
  return word in messages
}
