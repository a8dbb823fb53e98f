import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call, rawJson } from '../api/call.ts';
import { keys } from '../api/queries.ts';
import { objectFault } from '../json/fault.ts';
import { JsonField } from '../json/JsonField.tsx';
import { ProblemText } from '../panel/ProblemText.tsx';
import { remember, remembered } from './remembered.ts';

type Which = 'started' | 'latest';

/** Starts an execution of a flow, or one like another, with an input that may be changed first. */
export function StartDialog({
  flow,
  rerunOf,
  input,
  onClose,
}: {
  flow: string;
  /** The execution that is run once more; the new one keeps a link to it. */
  rerunOf?: string;
  input?: string | undefined;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const former = remembered(flow);
  const [text, setText] = useState(input ?? former[0] ?? '{}');
  const [name, setName] = useState('');
  const [definition, setDefinition] = useState<Which>('started');
  const fault = objectFault(text);
  const start = useMutation({
    mutationFn: () => {
      const body = { input: rawJson(text), ...(name === '' ? {} : { name }) };
      return rerunOf === undefined
        ? call('POST', '/flows/{flow}/executions', { path: { flow }, body })
        : call('POST', '/executions/{flow}/{execution}/rerun', {
            path: { flow, execution: rerunOf },
            body: { ...body, definition },
          });
    },
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
      title={rerunOf === undefined ? t('start.title', { flow }) : t('start.again', { name: rerunOf })}
      onCancel={onClose}
      okText={t('start.run')}
      onOk={() => start.mutate()}
      okButtonProps={{ disabled: fault !== undefined, loading: start.isPending }}
    >
      <div className="form">
        {rerunOf === undefined ? null : (
          <Segmented
            aria-label={t('redrive.definition')}
            value={definition}
            onChange={setDefinition}
            options={(['started', 'latest'] as const).map((value) => ({ value, label: t(`redrive.${value}`) }))}
          />
        )}
        <label>
          {t('start.name')}
          <Input value={name} onChange={(event) => setName(event.target.value)} placeholder={t('start.anyName')} />
        </label>
        <JsonField word={t('start.input')} value={text} fault={fault} rows={10} onChange={setText} />
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
