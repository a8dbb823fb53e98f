import { useTranslation } from 'react-i18next';
import type { SystemFacts } from '../api/system.ts';
import { Meter } from './Meter.tsx';

/** How full disk and memory are, as far as the server watches them. */
export function Room({ facts }: { facts: SystemFacts }) {
  const { t } = useTranslation();
  const { diskFreeBytes, diskSizeBytes, memoryUsedBytes, memoryLimitBytes } = facts;
  return (
    <>
      {diskFreeBytes === undefined || diskSizeBytes === undefined ? null : (
        <Meter word={t('health.disk')} used={diskSizeBytes - diskFreeBytes} size={diskSizeBytes} />
      )}
      {memoryUsedBytes === undefined || memoryLimitBytes === undefined ? null : (
        <Meter word={t('health.memory')} used={memoryUsedBytes} size={memoryLimitBytes} />
      )}
    </>
  );
}
