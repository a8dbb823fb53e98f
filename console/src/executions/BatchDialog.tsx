import { useMutation, useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { batchPreviewQuery } from '../api/batches.ts';
import { call, rawJson } from '../api/call.ts';
import { askedFor, type ExecutionFilter, toObject } from '../api/filter.ts';
import { FilterChips } from '../list/FilterChips.tsx';
import { Answered } from '../panel/Panel.tsx';
import { ProblemText } from '../panel/ProblemText.tsx';
import { now } from '../time/clock.ts';
import { number } from '../time/format.ts';
import { BatchPreviewed } from './BatchPreviewed.tsx';
import { bodyOf, offeredFor } from './batchOf.ts';
import { inputFault, TermFields, wantedFirst } from './TermFields.tsx';

/** Does something to all that the filter matches, once it has shown to how many and to which. */
export function BatchDialog({ filter, onClose }: { filter: ExecutionFilter; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  // What is relative is settled once: what was shown is what is meant.
  const [asked] = useState(() => toObject(filter, now()));
  const [wanted, setWanted] = useState(() => wantedFirst(offeredFor(askedFor(filter, 'status'))));
  const { action } = wanted;
  const preview = useQuery(batchPreviewQuery(action, asked));
  const run = useMutation({
    mutationFn: () => {
      const { input: own, ...terms } = bodyOf(action, wanted);
      const body = { action, filter: asked, ...terms };
      return call('POST', '/batches', { body: own === undefined ? body : { ...body, input: rawJson(own) } });
    },
    onSuccess: (batch) => void navigate(`/batches/${batch.id}`),
  });
  const count = preview.data?.count ?? 0;
  const words =
    preview.data?.isCountExact === false ? (`batch.runMore.${action}` as const) : (`batch.run.${action}` as const);
  const isReady = preview.error === null && count > 0 && inputFault(wanted) === undefined;
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
        <TermFields wanted={wanted} onChange={setWanted} />
        <Answered asked={preview} rows={3}>
          {(data) => <BatchPreviewed preview={data} />}
        </Answered>
        {run.error === null ? null : <ProblemText problem={run.error} />}
      </div>
    </Modal>
  );
}
