import { useTranslation } from 'react-i18next';
import type { TargetPlace } from '../api/targets.ts';
import { number } from '../time/format.ts';

/** Where the calls went: each place hangs, or is slow, by itself. */
export function Places({ places }: { places: readonly TargetPlace[] }) {
  const { t, i18n } = useTranslation();
  const amount = (value: number) => number(value, i18n.language);
  return (
    <details open={places.length <= 3}>
      <summary>{t('targets.places', { count: places.length })}</summary>
      <table className="instants">
        <thead>
          <tr>
            <th scope="col">{t('targets.place')}</th>
            <th scope="col" className="amount">
              {t('targets.calls')}
            </th>
            <th scope="col" className="amount">
              {t('targets.failed')}
            </th>
            <th scope="col" className="amount">
              {t('targets.out')}
            </th>
            <th scope="col" className="amount">
              {t('targets.waiting')}
            </th>
          </tr>
        </thead>
        <tbody>
          {places.map((place) => (
            <tr key={place.name}>
              <th scope="row" data-raw>
                {place.name}
              </th>
              {[place.calls, place.failed, place.out, place.waiting].map((value, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns are always these four
                <td key={at} className={`amount${at === 1 && value > 0 ? ' fault' : ''}`} data-raw>
                  {amount(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
