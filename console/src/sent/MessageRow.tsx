import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../api/queues.ts';
import { isJson } from '../json/fault.ts';
import { JsonView } from '../json/JsonView.tsx';
import { parseTime } from '../time/clock.ts';
import { Time, useNow } from '../time/Time.tsx';

/** One message: its beginning, and when it is opened the whole of it, as JSON where it is that. */
export function MessageRow({ message }: { message: Message }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { id, body, priority, sent, visible, taken } = message;
  const isHidden = parseTime(visible) > useNow();
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <code className="message-body" data-raw>
            {body}
          </code>
          <span className="soft">
            <Time at={sent} />
          </span>
        </summary>
        <p className="soft">
          <code data-raw>{id}</code> · {t('sent.priority', { number: priority })} · {t('sent.taken', { count: taken })}
          {isHidden ? (
            <>
              {' · '}
              {t('sent.hidden')} <Time at={visible} />
            </>
          ) : null}
        </p>
        {isOpen ? (
          isJson(body) ? (
            <JsonView text={body} name={id} />
          ) : (
            <pre className="definition" data-raw>
              {body}
            </pre>
          )
        ) : null}
      </details>
    </li>
  );
}
