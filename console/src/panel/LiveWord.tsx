import { useTranslation } from 'react-i18next';
import type { Liveness } from '../live/useLive.ts';

export function LiveWord({ liveness }: { liveness: Liveness }) {
  const { t } = useTranslation();
  return (
    <span className={`live live-${liveness}`} role="status">
      {t(`live.${liveness}`)}
    </span>
  );
}
