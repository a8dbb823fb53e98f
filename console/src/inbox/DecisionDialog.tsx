import { useMutation } from '@tanstack/react-query';
import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemText } from '../panel/ProblemText.tsx';
import type { Task } from './items.ts';
import type { Verdict } from './meanwhile.ts';

/** What both decisions need to know. */
export interface Decision {
  readonly task: Task;
  readonly isGone: boolean;
  readonly onClose: () => void;
  readonly onDone: (verdict: Verdict) => void;
  readonly onFailed: () => void;
}

interface Shown {
  readonly of: Decision;
  readonly verdict: Verdict;
  readonly isReady: boolean;
  readonly decide: () => Promise<unknown>;
  readonly children: ReactNode;
}

/** It stays until the server has taken the decision, and says so when somebody else was faster. */
export function DecisionDialog({ of, verdict, isReady, decide, children }: Shown) {
  const { t } = useTranslation();
  const { task, isGone, onClose, onDone, onFailed } = of;
  const asked = useMutation({ mutationFn: decide, onSuccess: () => onDone(verdict), onError: onFailed });
  const word = t(verdict === 'approved' ? 'inbox.approve' : 'inbox.reject');
  return (
    <Modal
      open
      title={t(verdict === 'approved' ? 'inbox.approveTitle' : 'inbox.rejectTitle', { state: task.state })}
      onCancel={onClose}
      onOk={() => asked.mutate()}
      okText={asked.isPending ? t('inbox.deciding') : word}
      okButtonProps={{ danger: verdict === 'rejected', disabled: isGone || !isReady, loading: asked.isPending }}
    >
      <div className="form">
        {isGone && asked.error === null && !asked.isPending ? (
          <p className="fault" role="alert">
            {t('inbox.isGone')}
          </p>
        ) : null}
        {children}
        {asked.error === null ? null : <ProblemText problem={asked.error} />}
      </div>
    </Modal>
  );
}
