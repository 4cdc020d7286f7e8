import type { Message } from '../../core/protocol/reference/message.ts'
import { messageGroups } from '../../core/protocol/reference/messages.ts'
import { DocsFrame, type DocsProps } from './docs-frame.tsx'
import { DocsMessage } from './docs-message.tsx'

/** All that is said and heard, field by field. */
export function DocsMessages({ language, build }: DocsProps) {
  return (
    <DocsFrame language={language} build={build} page="messages" contents={messageGroups}>
      {messageGroups.map(({ id, title, messages }) => (
        <section aria-labelledby={id}>
          <h2 id={id}>{title}</h2>
          {Object.entries<Message>(messages).map(([name, message]) => (
            <DocsMessage id={name} message={message} />
          ))}
        </section>
      ))}
    </DocsFrame>
  )
}
