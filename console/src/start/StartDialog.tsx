import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call, rawJson } from '../api/call.ts';
import { keys } from '../api/queries.ts';
import { JsonError, parse } from '../json/tokens.ts';
import { ProblemText } from '../panel/ProblemText.tsx';
import { remember, remembered } from './remembered.ts';

/** Starts an execution of a flow, with an input that may be changed first. */
export function StartDialog({
  flow,
  input,
  onClose,
}: {
  flow: string;
  input?: string | undefined;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const former = remembered(flow);
  const [text, setText] = useState(input ?? former[0] ?? '{}');
  const [name, setName] = useState('');
  const fault = faultOf(text);
  const start = useMutation({
    mutationFn: () =>
      call('POST', '/flows/{flow}/executions', {
        path: { flow },
        body: { input: rawJson(text), ...(name === '' ? {} : { name }) },
      }),
    onSuccess: (execution) => {
      remember(flow, text);
      void client.invalidateQueries({ queryKey: keys.flows() });
      onClose();
      void navigate(`/executions/${encodeURIComponent(execution.flow)}/${encodeURIComponent(execution.name)}`);
    },
  });
  return (
    <Modal
      open
      title={t('start.title', { flow })}
      onCancel={onClose}
      okText={t('start.run')}
      onOk={() => start.mutate()}
      okButtonProps={{ disabled: fault !== undefined, loading: start.isPending }}
    >
      <div className="form">
        <label>
          {t('start.name')}
          <Input value={name} onChange={(event) => setName(event.target.value)} placeholder={t('start.anyName')} />
        </label>
        <label>
          {t('start.input')}
          <Input.TextArea
            className="mono"
            rows={10}
            value={text}
            onChange={(event) => setText(event.target.value)}
            aria-invalid={fault !== undefined}
            spellCheck={false}
          />
        </label>
        {fault === undefined ? null : (
          <p className="fault">{fault === 0 ? t('start.noObject') : t('start.noJson', { at: fault })}</p>
        )}
        {former.length > 1 ? (
          <p className="former">
            {t('start.former')}
            {former.map((each, index) => (
              <Button key={each} size="small" title={each} onClick={() => setText(each)}>
                {index + 1}
              </Button>
            ))}
          </p>
        ) : null}
        {start.error === null ? null : <ProblemText problem={start.error} />}
      </div>
    </Modal>
  );
}

/** Where the text stops being JSON, from 1; 0 for JSON that is no object. */
function faultOf(text: string): number | undefined {
  try {
    return parse(text).kind === 'object' ? undefined : 0;
  } catch (error) {
    return error instanceof JsonError ? error.at + 1 : 1;
  }
}
