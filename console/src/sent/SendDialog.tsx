import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { queueKeys } from '../api/queues.ts';
import { ProblemText } from '../panel/ProblemText.tsx';

/** Sends a message by hand, as a task of a flow would. */
export function SendDialog({ queue, onClose }: { queue: string; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [body, setBody] = useState('');
  const send = useMutation({
    mutationFn: () => call('POST', '/queues/{queue}/messages', { path: { queue }, body: { body } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: queueKeys.one(queue) });
      void client.invalidateQueries({ queryKey: queueKeys.all() });
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('sent.sendTitle', { queue })}
      okText={t('sent.send')}
      okButtonProps={{ disabled: body === '', loading: send.isPending }}
      onOk={() => send.mutate()}
      onCancel={onClose}
    >
      <div className="form">
        <label>
          {t('sent.body')}
          <Input.TextArea
            className="mono"
            rows={6}
            value={body}
            onChange={(event) => setBody(event.target.value)}
            spellCheck={false}
          />
        </label>
        {send.error === null ? null : <ProblemText problem={send.error} />}
      </div>
    </Modal>
  );
}
