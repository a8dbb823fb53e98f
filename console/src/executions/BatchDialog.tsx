import { useMutation, useQuery } from '@tanstack/react-query';
import { Input, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type BatchAction, batchPreviewQuery } from '../api/batches.ts';
import { call, rawJson } from '../api/call.ts';
import { askedFor, type ExecutionFilter, toObject } from '../api/filter.ts';
import { objectFault } from '../json/fault.ts';
import { FilterChips } from '../list/FilterChips.tsx';
import { Answered } from '../panel/Panel.tsx';
import { ProblemText } from '../panel/ProblemText.tsx';
import { now } from '../time/clock.ts';
import { number } from '../time/format.ts';
import { BatchPreviewed } from './BatchPreviewed.tsx';
import { batchActions, bodyOf, offeredFor } from './batchOf.ts';

const definitions = ['started', 'latest'] as const;

/** Does something to all that the filter matches, once it has shown to how many and to which. */
export function BatchDialog({ filter, onClose }: { filter: ExecutionFilter; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  // What is relative is settled once: what was shown is what is meant.
  const [asked] = useState(() => toObject(filter, now()));
  const [action, setAction] = useState<BatchAction>(() => offeredFor(askedFor(filter, 'status')));
  const [definition, setDefinition] = useState<(typeof definitions)[number]>('started');
  const [cause, setCause] = useState('');
  const [input, setInput] = useState('');
  const preview = useQuery(batchPreviewQuery(action, asked));
  const fault = action === 'rerun' && input.trim() !== '' ? objectFault(input) : undefined;
  const run = useMutation({
    mutationFn: () => {
      const { input: own, ...terms } = bodyOf(action, { definition, cause, input });
      const body = { action, filter: asked, ...terms };
      return call('POST', '/batches', { body: own === undefined ? body : { ...body, input: rawJson(own) } });
    },
    onSuccess: (batch) => void navigate(`/batches/${batch.id}`),
  });
  const count = preview.data?.count ?? 0;
  const words =
    preview.data?.isCountExact === false ? (`batch.runMore.${action}` as const) : (`batch.run.${action}` as const);
  const isReady = preview.error === null && count > 0 && fault === undefined;
  return (
    <Modal
      open
      title={t('batch.title')}
      onCancel={onClose}
      onOk={() => run.mutate()}
      okText={count === 0 ? t(`batch.action.${action}`) : t(words, { number: number(count, i18n.language) })}
      okButtonProps={{
        danger: action === 'stop' || action === 'delete',
        disabled: !isReady,
        loading: run.isPending,
      }}
    >
      <div className="form">
        {filter.length === 0 ? <p className="fault">{t('batch.everything')}</p> : <FilterChips filter={filter} />}
        <Segmented
          aria-label={t('batch.what')}
          value={action}
          onChange={setAction}
          options={batchActions.map((value) => ({ value, label: t(`batch.action.${value}`) }))}
        />
        <p className="soft">{t(`batch.fits.${action}`)}</p>
        {action === 'redrive' || action === 'rerun' ? (
          <Segmented
            aria-label={t('redrive.definition')}
            value={definition}
            onChange={setDefinition}
            options={definitions.map((value) => ({ value, label: t(`redrive.${value}`) }))}
          />
        ) : null}
        {action === 'stop' ? (
          <label>
            {t('batch.cause')}
            <Input value={cause} onChange={(event) => setCause(event.target.value)} autoComplete="off" />
          </label>
        ) : null}
        {action === 'rerun' ? (
          <label>
            {t('batch.input')}
            <Input.TextArea
              className="mono"
              rows={3}
              value={input}
              onChange={(event) => setInput(event.target.value)}
              aria-invalid={fault !== undefined}
              spellCheck={false}
            />
          </label>
        ) : null}
        {fault === undefined ? null : (
          <p className="fault">{fault === 0 ? t('start.noObject') : t('start.noJson', { at: fault })}</p>
        )}
        <Answered asked={preview} rows={3}>
          {(data) => <BatchPreviewed preview={data} />}
        </Answered>
        {run.error === null ? null : <ProblemText problem={run.error} />}
      </div>
    </Modal>
  );
}
